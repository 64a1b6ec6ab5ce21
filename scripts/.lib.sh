# Shared by the scripts: finds the project, a JDK 17 and Maven, builds, and starts Nightjar outside spark-submit.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
target="$root/jobs/target"
jar="$target/nightjar.jar"

fail() {
    echo "$1" >&2
    exit "${2:-69}"
}

require_java() {
    local java="java"
    if [ -n "${JAVA_HOME:-}" ]; then
        java="$JAVA_HOME/bin/java"
    fi
    command -v "$java" >/dev/null 2>&1 \
        || fail "Nightjar needs a JDK 17: there is no $java. Install one, or point JAVA_HOME at it."
    local version
    version="$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)"
    [ "$version" = 17 ] \
        || fail "Nightjar needs a JDK 17, but $java is version ${version:-unknown}. Point JAVA_HOME at a JDK 17."
    command -v "${java%java}javac" >/dev/null 2>&1 \
        || fail "Nightjar needs a JDK 17, but $java belongs to a runtime without a compiler. Install the JDK."
    NIGHTJAR_JAVA="$java"
}

require_maven() {
    command -v mvn >/dev/null 2>&1 || fail "Nightjar needs Maven 3.8 or newer to build: there is no mvn on the PATH."
    local version
    version="$(mvn --version 2>/dev/null | sed -n 's/^.*Apache Maven \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)"
    case "$version" in
        3.8 | 3.9 | [4-9].*) ;;
        *) fail "Nightjar needs Maven 3.8 or newer to build, but mvn is version ${version:-unknown}." ;;
    esac
}

is_built() {
    [ -f "$jar" ] && [ -d "$target/spark/jars" ] && [ -d "$target/lib" ] \
        && [ -z "$(find "$root/pom.xml" "$root/jobs/pom.xml" "$root/jobs/src/main" -newer "$jar" -print -quit)" ]
}

# Maven resets colours even where it is told to use none.
quiet_maven() {
    mvn -q -B -Dstyle.color=never -f "$root/pom.xml" "$@" 2>&1 | sed "s/$(printf '\033')\[0m//g" >&2
}

build_if_needed() {
    require_java
    if ! is_built; then
        require_maven
        echo "Building Nightjar (the first time this fetches Spark, some 400 MB) ..." >&2
        quiet_maven -DskipTests -Dcyclonedx.skip package \
            || fail "The build failed; the reason is above." 70
        touch "$jar"
    fi
}

# What Spark needs from a JDK 17 outside spark-submit, and what makes a short night short.
java_options() {
    local option
    for option in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util \
        java.util.concurrent java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action \
        sun.util.calendar; do
        printf -- '--add-opens=java.base/%s=ALL-UNNAMED\n' "$option"
    done
    printf -- '%s\n' --add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED \
        --add-modules=jdk.incubator.vector \
        -Djdk.reflect.useDirectMethodHandle=false \
        -Dio.netty.tryReflectionSetAccessible=true \
        -Xss4m -XX:+UseParallelGC "-Xmx${NIGHTJAR_HEAP:-4g}"
}

class_path() {
    printf '%s' "$jar"
    printf ':%s' "$target"/lib/*.jar "$target"/spark/jars/*.jar
}

# Starts the command line and passes on signals, so that a scheduler that stops the script stops the night.
run_nightjar() {
    local options=() archive="$target/nightjar.jsa" recorded="" child status
    mapfile -t options < <(java_options)
    # The class-data archive shortens every start; it belongs to exactly this jar and this JDK, and is only a help.
    if [ -f "$archive" ] && [ "$archive" -nt "$jar" ]; then
        options+=("-XX:SharedArchiveFile=$archive" -Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off)
    elif [ "${1:-}" = run ]; then
        recorded="$archive.$$"
        options+=("-XX:ArchiveClassesAtExit=$recorded" -Xlog:cds=off -Xlog:cds+dynamic=off -Xlog:class+path=off)
    fi
    mkdir -p "$root/out/logs"
    if [ -t 1 ]; then export NIGHTJAR_TERMINAL=1; fi
    # One thread per BLAS call: Spark brings its own parallelism.
    # shellcheck disable=SC2086
    OPENBLAS_NUM_THREADS=1 "$NIGHTJAR_JAVA" "${options[@]}" ${NIGHTJAR_JAVA_OPTIONS:-} \
        "-Dnightjar.log.file=$root/out/logs/nightjar.log" -cp "$(class_path)" io.nightjar.app.Main "$@" \
        2> >(grep -v -e '^WARNING: Using incubator modules' >&2) &
    child=$!
    trap 'kill -TERM "$child" 2>/dev/null' TERM
    trap 'kill -INT "$child" 2>/dev/null' INT
    status=0
    wait "$child" || status=$?
    while kill -0 "$child" 2>/dev/null; do
        wait "$child" || status=$?
    done
    if [ -n "$recorded" ] && [ -f "$recorded" ]; then
        mv -f "$recorded" "$archive"
    fi
    return "$status"
}
