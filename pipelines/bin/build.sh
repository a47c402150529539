# shellcheck shell=sh
# Builds the application: read by fullcircle where that finds none or an older one. Uses its say, stop, current, root,
# target, app and home.
#
# Maven builds a copy of the poms and main sources in a directory of its own, so that no other build in this checkout is
# disturbed; then the result is renamed to pipelines/target/app, which is either whole or not there. A program that runs
# from the former one keeps the jars that it has opened. Starts that come meanwhile wait and build nothing.

# shellcheck disable=SC2154 # set by fullcircle
work= # the directory of its own, while there is one
child= # the program that is being waited for

build() {
    if ! command -v mvn >/dev/null; then
        cannot_build 'Maven is needed to build the application, and there is no mvn on PATH.' \
            'Install Maven 3.6.3 or newer (Debian, Ubuntu: apt install maven; macOS: brew install maven; others: https://maven.apache.org).'
        return
    fi
    if [ -n "$home" ] && [ ! -x "$home/bin/javac" ]; then
        cannot_build "A JDK is needed to build the application, and the Java in $home has no compiler." \
            'Install a JDK 17 (Debian, Ubuntu: apt install openjdk-17-jdk), or set JAVA_HOME to one.'
        return
    fi
    work=$target/app.build.$$
    if ! mkdir -p "$work" 2>/dev/null; then
        cannot_build "$target can't be written." 'Start fullcircle once as a user who may write there.'
        return
    fi
    trap cancelled INT TERM HUP
    lock
    current || build_in "$work"
    tidy
    trap - INT TERM HUP
}

# Where nothing can be built, an older application is started, with a warning; where there is none, that is the end.
cannot_build() {
    [ -f "$app/since" ] || stop "$1" "$2"
    say "warning: the application is older than its sources and can't be built again. $1"
}

build_in() {
    if [ -f "$app/since" ]; then
        say 'the sources have changed: building the application again'
    else
        say 'building the application, once (the first time, Maven fetches some 300 MB of libraries)'
    fi
    clear_leftovers
    : >"$1/since"
    copy_sources "$1" || fail "The sources can't be copied to $1." 'See whether the disk is full.'

    # In the background, because a shell answers signals between programs and while it waits, not during one.
    JAVA_HOME=${home:-${JAVA_HOME:-}} mvn -B -f "$1/pom.xml" -pl pipelines -am -DskipTests -Dspotless.check.skip=true package \
        >"$1/build.log" 2>&1 9<&- </dev/null &
    child=$!
    show_progress "$1/build.log"
    wait "$child"
    status=$?
    child=
    [ "$status" -eq 0 ] || explain "$1/build.log"

    touch -r "$1/since" "$1/pipelines/target/app/since"
    mv "$app" "$1/former" 2>/dev/null
    mv "$1/pipelines/target/app" "$app" || fail "$app can't be replaced." 'See who owns it.'
    # Where another start was quicker in spite of the lock, ours lies inside of its one now; that one is as good.
    rm -rf "$app/app"
    rm -f "$target/build.log"
    say 'built'
}

# Poms and main sources of all modules: what the application is made of, and what current looks at.
copy_sources() (
    cd "$root" || exit
    cp pom.xml "$1/" || exit
    find connector pipelines \( -name target -o -name src \) -prune -o -name pom.xml -print | while read -r pom; do
        module=${pom%/pom.xml}
        mkdir -p "$1/$module/src" && cp "$pom" "$1/$module/" || exit
        [ ! -d "$module/src/main" ] || cp -R "$module/src/main" "$1/$module/src/" || exit
    done
)

# On a terminal, a line that counts what is fetched.
show_progress() {
    [ -t 2 ] || return 0
    while kill -0 "$child" 2>/dev/null; do
        fetched=$(grep -c '] Downloaded from' "$1" 2>/dev/null)
        [ "${fetched:-0}" -eq 0 ] || printf '\r%s files fetched ' "$fetched" >&2
        sleep 1
    done
    printf '\r%30s\r' '' >&2
}

# Says why Maven failed, with its own words, and ends.
explain() {
    log=$target/build.log
    mv "$1" "$log"
    unreachable='Could not transfer|Unknown host|name resolution|offline mode'
    if grep -qE "$unreachable" "$log"; then
        grep -E "$unreachable" "$log" | head -n 2 >&2
        fail "Maven couldn't fetch what the build needs (all of its words are in $log)." \
            "Connect to Maven Central, or to a mirror or through a proxy that ~/.m2/settings.xml names. It is needed once: Maven keeps what it fetched."
    fi
    directory=$work/ awk '
        /^\[(ERROR|WARNING)\] ./ && !/-> \[Help|^\[ERROR\] \[Help|[Rr]e-run Maven|For more information|resume the build|mvn <args>/ {
            at = index($0, ENVIRON["directory"])
            if (at) $0 = substr($0, 1, at - 1) substr($0, at + length(ENVIRON["directory"]))
            if (!said[$0]++) print
        }' "$log" | head -n 40 >&2
    fail "The application couldn't be built (all of Maven's words are in $log)." \
        'Mend what is named above and start again; nothing was changed.'
}

fail() {
    tidy
    stop "$1" "$2"
}

cancelled() {
    trap '' INT TERM HUP
    if [ -n "$child" ]; then
        kill "$child" 2>/dev/null
        wait "$child" 2>/dev/null
    fi
    tidy
    say 'cancelled; nothing was changed'
    exit 130
}

tidy() {
    rm -rf "$work"
    unlock
}

# What builds left behind that were killed.
clear_leftovers() {
    for left in "$target"/app.build.*; do
        kill -0 "${left##*.}" 2>/dev/null || rm -rf "$left"
    done
}

# One build at a time. Builds that run at once don't disturb each other, they only do the same work: so it is enough
# that the lock holds nearly always, and that it never holds for ever.
lock() {
    if command -v flock >/dev/null; then
        exec 9<"$root/pipelines/bin/build.sh"
        flock -n 9 && return
        say_waiting
        flock 9 &
        child=$!
        wait "$child"
        child=
        return
    fi
    # Without flock (macOS): a link whose target is the owner's process id; making one is atomic.
    waited=0
    until ln -s $$ "$target/app.lock" 2>/dev/null; do
        owner=$(readlink "$target/app.lock")
        if [ "$waited" -ge 1800 ] || { [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; }; then
            rm -f "$target/app.lock"
            continue
        fi
        [ "$waited" -gt 0 ] || say_waiting
        waited=$((waited + 1))
        sleep 1
    done
}

say_waiting() {
    say 'another start is building the application: waiting for it'
}

unlock() {
    exec 9<&-
    [ "$(readlink "$target/app.lock" 2>/dev/null)" != $$ ] || rm -f "$target/app.lock"
}
