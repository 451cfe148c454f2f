# Keeps dist/ in step with the sources: the modules that ./plimsoll runs, and the class data of one JDK made from them.
# Sourced by ./plimsoll, with home and JAVA_HOME set; works in any POSIX shell.
#
#   dist/build-started        touched as a build begins: what is newer is not in it
#   dist/current              name of the generation in use
#   dist/<generation>/lib     the modules
#                    /built   as old as the sources in it may be at most
#                    /staged  as old as the folder that it was copied from
#                    /jdk     the JDK that made
#                    /plimsoll.aot   the class data
#
# A generation is written aside and never changed, but for its class data, which is replaced whole: so a start never
# sees half of one, and a command that runs while the next is built keeps its files. PLIMSOLL_BUILD=never takes what
# Maven laid out last, however old; the tests use it, which run inside a build.

KEPT_GENERATIONS=3

# Sets dist to the generation in use, or to nothing.
current_generation() {
    dist=
    [ -r "$home/dist/current" ] && read -r generation <"$home/dist/current" || return 0
    [ -d "$home/dist/$generation/lib" ] && dist=$home/dist/$generation
    return 0
}

# Whether all sources are older than file $1. An unpacked release has none.
sources_older_than() {
    [ -f "$home/pom.xml" ] || return 0
    [ -e "$1" ] && [ -z "$(find "$home/pom.xml" "$home"/*/pom.xml "$home"/*/src/main -newer "$1" 2>/dev/null)" ]
}

# Whether file $1 is newer than file $2.
newer() {
    [ -n "$(find "$1" -prune -newer "$2" 2>/dev/null)" ]
}

generation_is_current() {
    [ -n "$dist" ] || return 1
    case ${PLIMSOLL_BUILD-} in
        never) ! newer "$staging" "$dist/staged" ;;
        *) sources_older_than "$dist/built" ;;
    esac
}

class_data_is_current() {
    [ -r "$dist/jdk" ] && read -r maker <"$dist/jdk" && [ "$maker" = "$JDK_VERSION $JAVA_HOME" ]
}

# Whether a build by hand, finished since, has laid out what the sources say now.
staging_is_usable() {
    [ -n "$(find "$staging" -name 'plimsoll-cli-*.jar' 2>/dev/null)" ] || return 1
    [ "${PLIMSOLL_BUILD-}" = never ] && return 0
    newer "$staging" "$home/dist/build-started" && sources_older_than "$home/dist/build-started"
}

# One start at a time builds; the others wait, then find the work done. The lock is a link that names its holder, so
# that it is taken and signed in one step; one whose holder died is taken away.
lock_dist() {
    lock=$home/dist/lock
    [ -d "$home/dist" ] && [ -w "$home/dist" ] || return 1
    waiting=no
    until ln -s $$ "$lock" 2>/dev/null; do
        holder=$(readlink "$lock") || continue
        if ! kill -0 "$holder" 2>/dev/null; then
            rm -f "$lock"
        elif [ $waiting = no ]; then
            waiting=yes
            echo "plimsoll: waiting for another start, which is building..." >&2
        else
            sleep 1
        fi
    done
    trap 'unlock_dist' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
}

unlock_dist() {
    trap - EXIT HUP INT TERM
    rm -f "$lock"
}

run_build() {
    if [ -n "$dist" ]; then
        first_use=no
        echo "plimsoll: building (sources changed)..." >&2
    else
        first_use=yes
        cat >&2 <<EOF
plimsoll: building (first use)...
  compiles with Maven, and downloads Maven and libraries if they are not there: some minutes, this time only
  its output goes to $home/dist/build.log
EOF
    fi
    : >"$home/dist/build-started"
    log=$home/dist/build.log
    # A folder of its own, so that this may run beside and inside any other build. No checks: see pom.xml.
    staging=$home/cli/target/plimsoll/dist/lib
    if ! (cd "$home" && exec ./mvnw -q -pl cli -am -Dbuild.folder=target/plimsoll -Dunchecked -Dmaven.test.skip package) \
        >"$log" 2>&1 </dev/null; then
        grep '^\[ERROR\] .' "$log" | head -n 5 >&2
        echo "plimsoll: the build failed; its whole output is in $log" >&2
        return 1
    fi
    [ $first_use = no ] || echo "plimsoll: built; records class data now, which makes starts fast" >&2
}

# Copies what Maven laid out into a new generation and puts that into use.
publish() {
    generation=$(date +%Y%m%d%H%M%S)-$$
    next=$home/dist/$generation
    mkdir "$next" && cp -R "$staging" "$next/lib" && touch -r "$staging" "$next/staged" || return 1
    touch -r "$home/dist/build-started" "$next/built" 2>/dev/null
    echo "$generation" >"$home/dist/current.$$" && mv "$home/dist/current.$$" "$home/dist/current" || return 1
    dist=$next
    drop_old_generations
}

drop_old_generations() {
    set -- "$home"/dist/[0-9]*-*
    while [ $# -gt "$KEPT_GENERATIONS" ]; do
        rm -rf "$1"
        shift
    done
}

# Makes the class data by a run that loads what commands load; by the shortest command, should that fail. It can come to
# nothing, on a full disk say: starts are slower then.
make_class_data() {
    rm -f "$dist/plimsoll.aot"
    : >"$dist/class-data.log"
    record_classes Training || record_classes Main --version
    rm -f "$dist/class-data.$$"*
    echo "$JDK_VERSION $JAVA_HOME" >"$dist/jdk"
}

# Makes the class data of a run of class $1 with the arguments that follow.
record_classes() {
    (
        PLIMSOLL_JAVA_OPTS=
        plan_memory --memory=128m
        start_java -XX:AOTCacheOutput="$dist/class-data.$$" "$@"
    ) >>"$dist/class-data.log" 2>&1 </dev/null || return 1
    mv "$dist/class-data.$$" "$dist/plimsoll.aot" 2>>"$dist/class-data.log"
}

bring_up_to_date() {
    mkdir -p "$home/dist" 2>/dev/null
    if ! lock_dist; then
        [ -n "$dist" ] && return 0
        echo "plimsoll: cannot write to $home/dist, and there is no build in it" >&2
        return 1
    fi
    current_generation
    if ! generation_is_current; then
        if ! staging_is_usable; then
            if [ "${PLIMSOLL_BUILD-}" = never ] || [ ! -f "$home/pom.xml" ]; then
                echo "plimsoll: there is no build in $home/dist, and nothing to build from" >&2
                return 1
            fi
            run_build || return 1
        fi
        publish || return 1
    fi
    class_data_is_current || make_class_data
    unlock_dist
}

# Sets dist to a generation that holds the current sources, and class data for this JDK.
prepare_dist() {
    staging=$home/cli/target/dist/lib
    current_generation
    generation_is_current && class_data_is_current && return 0
    bring_up_to_date
}
