# Divides the process budget between the JVM and the data. Sourced by ./plimsoll; works in any POSIX shell, starts
# no process on Linux. All figures are bytes. Where they come from: docs/decisions/001-launcher-and-class-data.md.
#
# PLIMSOLL_SYSTEM_ROOT stands before /proc and /sys, so that tests can describe another machine.

MIB=1048576

# Sets size to what $1 says (64m, 1GiB, plain bytes), or to nothing: then Java explains what is wrong with it.
parse_size() {
    size=
    digits=${1%%[!0-9]*}
    unit=${1#"$digits"}
    # A leading zero would make the shell count in octal.
    while [ "${digits#0?}" != "$digits" ]; do digits=${digits#0}; done
    # The most digits whose product still fits in 63 bits.
    case $unit in
        '' | [bB]) power=0 widest=18 ;;
        [kK] | [kK][bB] | [kK][iI][bB]) power=10 widest=15 ;;
        [mM] | [mM][bB] | [mM][iI][bB]) power=20 widest=12 ;;
        [gG] | [gG][bB] | [gG][iI][bB]) power=30 widest=9 ;;
        [tT] | [tT][bB] | [tT][iI][bB]) power=40 widest=6 ;;
        *) return 0 ;;
    esac
    [ -n "$digits" ] && [ "${#digits}" -le "$widest" ] && size=$((digits << power))
    return 0
}

# Sets size to the value of the last --memory among the arguments, if it is a size.
requested_memory() {
    size=
    while [ $# -gt 0 ]; do
        case $1 in
            --) break ;;
            --memory=*) parse_size "${1#--memory=}" ;;
            --memory)
                [ $# -gt 1 ] || break
                shift
                parse_size "$1"
                ;;
        esac
        shift
    done
}

# Lowers available to the limit in file $1, if there is one.
lower_to_limit() {
    [ -r "$1" ] && read -r limit <"$1" || return 0
    # Nineteen digits is how version 1 says "none".
    case $limit in *[!0-9]* | '' | ???????????????????) return 0 ;; esac
    [ "$limit" -ge "$available" ] || available=$limit
}

# Lowers available to the limit of every control group that this process is in, up to the outermost that it can see.
lower_to_control_groups() {
    groups=${PLIMSOLL_SYSTEM_ROOT-}/sys/fs/cgroup
    [ -r "${PLIMSOLL_SYSTEM_ROOT-}/proc/self/cgroup" ] || return 0
    while IFS=: read -r hierarchy controllers path; do
        case $hierarchy:,$controllers, in
            0:,,) name=memory.max top=$groups ;;
            *,memory,*) name=memory.limit_in_bytes top=$groups/memory ;;
            *) continue ;;
        esac
        path=${path%/}
        while :; do
            lower_to_limit "$top$path/$name"
            [ -n "$path" ] || break
            path=${path%/*}
        done
    done <"${PLIMSOLL_SYSTEM_ROOT-}/proc/self/cgroup"
}

# Sets available to the memory that the container or machine has.
available_memory() {
    available=
    if [ -r "${PLIMSOLL_SYSTEM_ROOT-}/proc/meminfo" ]; then
        while read -r name value _; do
            [ "$name" = MemTotal: ] && available=$((value * 1024)) && break
        done <"${PLIMSOLL_SYSTEM_ROOT-}/proc/meminfo"
    else
        available=$(sysctl -n hw.memsize 2>/dev/null) || available=
    fi
    : "${available:=$((4096 * MIB))}"
    lower_to_control_groups
}

# Sets memory to a quarter of what there is: at least what any command needs, at most 4 GiB.
default_memory() {
    available_memory
    memory=$((available / 4))
    [ "$memory" -ge $((128 * MIB)) ] || memory=$((128 * MIB))
    [ "$memory" -le $((4096 * MIB)) ] || memory=$((4096 * MIB))
}

# Sets limited to $1, but at least $2 and at most $3.
limit() {
    limited=$1
    [ "$limited" -ge "$2" ] || limited=$2
    [ "$limited" -le "$3" ] || limited=$3
}

# Sets memory, memory_origin and the JVM's parts from the arguments. heap_bytes, compiler_bytes, code_cache_bytes,
# metaspace_bytes and native_bytes add up to what the JVM may take of memory; the rest is for data.
plan_memory() {
    requested_memory "$@"
    memory_origin=requested memory=$size
    if [ -z "$memory" ]; then
        memory_origin=default
        default_memory
    fi

    # Objects of the commands themselves; data is never among them. Grows slowly: more data, more files and runs.
    limit $((10 * MIB + memory / 64)) $((12 * MIB)) $((256 * MIB))
    heap_bytes=$((limited / MIB * MIB))
    # Scratch memory of the just-in-time compiler: it gives up a method that needs more.
    limit $((memory / 16)) $((12 * MIB)) $((48 * MIB))
    compiler_bytes=$((limited / MIB * MIB))
    code_cache_bytes=$((8 * MIB))
    # Classes outside the class data. The limit is a fuse: without class data all classes are outside.
    metaspace_bytes=$((6 * MIB))
    metaspace_limit_bytes=$((32 * MIB))
    # All that no flag limits, as measured: text of the JVM and its libraries, class data, the allocator's floor, stacks.
    native_bytes=$((46 * MIB))
    stack_bytes=$((512 * 1024))
}
