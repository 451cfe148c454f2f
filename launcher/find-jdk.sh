# Finds an installed JDK that is new enough. Sourced by ./build and ./plimsoll; works in any POSIX shell.
#
# find_jdk sets JAVA_HOME and JDK_VERSION, or prints what to install and returns 1. Its order: JAVA_HOME, the java on
# PATH, then the places where installers put JDKs; of those the oldest that is new enough, as the one most tested.
# PLIMSOLL_JDK_ROOTS (folders, separated by colons) stands in for those places.
#
# A JDK's version is read from its `release` file: starting each java to ask would cost more than all else here.

JDK_MINIMUM=25

# Sets jdk_feature (25) and jdk_version (25.0.3+9-LTS) of the JDK in folder $1; jdk_feature is 0 if it is none.
inspect_jdk() {
    jdk_feature=0 jdk_version=
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
    while read -r jdk_line || [ -n "$jdk_line" ]; do
        case $jdk_line in
            JAVA_VERSION=\"*)
                jdk_feature=${jdk_line#JAVA_VERSION=\"}
                jdk_feature=${jdk_feature%%[!0-9]*}
                ;;
            JAVA_RUNTIME_VERSION=\"*)
                jdk_version=${jdk_line#JAVA_RUNTIME_VERSION=\"}
                jdk_version=${jdk_version%%\"*}
                ;;
        esac
    done <"$1/release"
    : "${jdk_feature:=0}"
}

# Takes folder $1, called $2 in messages, if it is a new enough JDK.
accept_jdk() {
    inspect_jdk "$1"
    if [ "$jdk_feature" -ge "$JDK_MINIMUM" ]; then
        JAVA_HOME=$1 JDK_VERSION=$jdk_version
        return 0
    fi
    case $jdk_feature in
        0) jdk_seen="$jdk_seen
  $2: $1 (not a JDK)" ;;
        *) jdk_seen="$jdk_seen
  $2: $1 (version $jdk_feature)" ;;
    esac
    return 1
}

# Sets jdk_folder to the home of the java on PATH, through its links, or to nothing.
jdk_on_path() {
    jdk_folder=
    jdk_java=$(command -v java) || return 0
    while [ -L "$jdk_java" ]; do
        jdk_link=$(readlink "$jdk_java")
        case $jdk_link in
            /*) jdk_java=$jdk_link ;;
            *) jdk_java=${jdk_java%/*}/$jdk_link ;;
        esac
    done
    jdk_folder=${jdk_java%/bin/java}
    # A version manager's stub is no link: only the java behind it knows its home.
    if [ ! -r "$jdk_folder/release" ]; then
        jdk_folder=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
    fi
}

# Takes the oldest new enough JDK among the folders given.
consider_jdks() {
    for jdk_folder; do
        [ -d "$jdk_folder" ] || continue
        inspect_jdk "$jdk_folder"
        [ "$jdk_feature" -ge "$JDK_MINIMUM" ] || continue
        if [ "$jdk_best" -eq 0 ] || [ "$jdk_feature" -lt "$jdk_best" ]; then
            jdk_best=$jdk_feature jdk_best_folder=$jdk_folder jdk_best_version=$jdk_version
        fi
    done
}

# Considers the homes that Maven's toolchains file names.
consider_toolchains() {
    [ -r "$HOME/.m2/toolchains.xml" ] || return 0
    while read -r jdk_line || [ -n "$jdk_line" ]; do
        case $jdk_line in
            *'<jdkHome>'*'</jdkHome>'*)
                jdk_line=${jdk_line#*<jdkHome>}
                consider_jdks "${jdk_line%%</jdkHome>*}"
                ;;
        esac
    done <"$HOME/.m2/toolchains.xml"
}

search_usual_places() {
    if [ -n "${PLIMSOLL_JDK_ROOTS-}" ]; then
        jdk_places=$PLIMSOLL_JDK_ROOTS
        jdk_ifs=$IFS IFS=:
        for jdk_root in $PLIMSOLL_JDK_ROOTS; do
            IFS=$jdk_ifs
            consider_jdks "$jdk_root"/*
        done
        IFS=$jdk_ifs
        return 0
    fi
    : "${HOME:=/}"
    jdk_places="/usr/lib/jvm, /usr/java, /usr/local, /opt, /Library/Java, Homebrew, ~/.sdkman, ~/.jdks, ~/.gradle/jdks, ~/.asdf, ~/.local/share/mise, ~/.m2/toolchains.xml"
    consider_jdks /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/*jdk* /usr/local/java/* \
        /opt/* /opt/java/* /opt/jdk/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.gradle/jdks/* "$HOME"/.gradle/jdks/*/Contents/Home \
        "$HOME"/.asdf/installs/java/* "$HOME"/.local/share/mise/installs/java/*
    consider_toolchains
}

find_jdk() {
    jdk_seen= jdk_best=0
    [ -n "${JAVA_HOME-}" ] && accept_jdk "${JAVA_HOME%/}" JAVA_HOME && return 0
    jdk_on_path
    [ -n "$jdk_folder" ] && accept_jdk "$jdk_folder" "java on PATH" && return 0
    search_usual_places
    if [ "$jdk_best" -gt 0 ]; then
        JAVA_HOME=$jdk_best_folder JDK_VERSION=$jdk_best_version
        return 0
    fi
    cat >&2 <<EOF
plimsoll: needs a JDK $JDK_MINIMUM or newer, and found none. Looked at:${jdk_seen:-
  JAVA_HOME and PATH: no java}
  the usual places: $jdk_places
Install one, for example with
  Debian, Ubuntu   apt-get install openjdk-$JDK_MINIMUM-jdk   (or temurin-$JDK_MINIMUM-jdk from Adoptium's packages)
  Fedora           dnf install java-$JDK_MINIMUM-openjdk-devel
  macOS            brew install --cask temurin@$JDK_MINIMUM
  any, SDKMAN      sdk install java $JDK_MINIMUM-tem
or point JAVA_HOME at one that is somewhere else.
EOF
    return 1
}
