# Becomes the JVM, with flags that bound it. Sourced by ./plimsoll; works in any POSIX shell. Why these flags, with
# measurements: docs/decisions/001-launcher-and-class-data.md.

# Replaces this shell by java: start_java CLASS-DATA-FLAG CLASS [ARGUMENT]... The flags follow the memory plan.
start_java() {
    class_data_flag=$1 main_class=$2
    shift 2
    # Options from the environment could lift the bounds. PLIMSOLL_JAVA_OPTS is the way to add some.
    unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
    # File names are bytes: in a locale without UTF-8, or one that is not installed, the JVM could not say all of them.
    # On macOS it can in any. musl knows no other.
    for c_utf8 in /usr/lib/locale/C.utf8 /usr/lib/locale/C.UTF-8 /lib/ld-musl-*; do
        [ ! -e "$c_utf8" ] || export LC_ALL=C.UTF-8
    done
    # In place of a stream that is closed the JVM would open a file of its own, and commands would read or write that.
    { true 3<&0; } 2>/dev/null || exec 0>/dev/null
    { true 3>&1; } 2>/dev/null || exec 1</dev/null
    { true 3>&2; } 2>/dev/null || exec 2>/dev/null
    # One arena, and freed memory given back early: what the allocator holds on to is resident, and nobody's.
    export MALLOC_ARENA_MAX=1 MALLOC_TRIM_THRESHOLD_=131072 MALLOC_MMAP_THRESHOLD_=131072

    set -- --module-path "$dist/lib" -m "io.plimsoll.cli/io.plimsoll.cli.$main_class" "$@"
    # The options are words to split, not patterns to match.
    set -f
    # shellcheck disable=SC2086
    set -- ${PLIMSOLL_JAVA_OPTS-} "$@"
    [ "$memory_origin" = requested ] || set -- -Dplimsoll.launcher.memoryBytes="$memory" "$@"
    [ ! -t 2 ] || set -- -Dplimsoll.terminal=true "$@"
    [ ! -t 1 ] || set -- -Dplimsoll.terminal.output=true "$@"

    # Not --illegal-native-access=deny: with it the JVM refuses the archived module graph. Tests deny it.
    # A newer JDK may have dropped a flag that only tunes. What the JVM itself has to say goes to standard error:
    # standard output is data; that class data does not fit is no news to anyone.
    exec "$JAVA_HOME/bin/java" -XX:+UnlockDiagnosticVMOptions -XX:+IgnoreUnrecognizedVMOptions \
        -XX:+DisplayVMOutputToStderr -Xlog:disable '-Xlog:all=error,aot*=off,cds*=off:stderr' \
        -XX:+UseSerialGC -Xmx"$heap_bytes" -Xss"$stack_bytes" -XX:ReservedCodeCacheSize="$code_cache_bytes" \
        -XX:MaxMetaspaceSize="$metaspace_limit_bytes" -XX:CICompilerCount=2 \
        -XX:CompileCommand=quiet "-XX:CompileCommand=memlimit,*.*,$compiler_bytes~stop" \
        -XX:-UsePerfData -XX:ArchiveRelocationMode=0 -XX:-AOTRecordTraining "$class_data_flag" \
        --enable-native-access=io.plimsoll.memory,aircompressor.v3 \
        --sun-misc-unsafe-memory-access=deny \
        -Dplimsoll.launcher.heapBytes="$heap_bytes" \
        -Dplimsoll.launcher.compilerBytes="$compiler_bytes" \
        -Dplimsoll.launcher.codeCacheBytes="$code_cache_bytes" \
        -Dplimsoll.launcher.metaspaceBytes="$metaspace_bytes" \
        -Dplimsoll.launcher.nativeBytes="$native_bytes" \
        "$@"
}
