# Keeps one PostgreSQL cluster for the test binary that started this script,
# until standard input ends. $1: an empty folder of ours; $2: the programs.
dir=$1
bin=$2
server=
umask 077
finish() {
	# SIGQUIT is the server's immediate shutdown; as our child it is reaped here
	# and not left to whatever runs as the first process of a container.
	[ -z "$server" ] || kill -QUIT "$server" 2>/dev/null
	[ -z "$server" ] || wait "$server"
	rm -rf "$dir"
}
trap finish EXIT
trap '' HUP INT TERM
fail() {
	echo "$1"
	cat "$dir/log"
	exit 1
}
if ! cd "$dir"; then
	echo "user $(id -un) may not enter $dir: choose a TMPDIR that is open to all users"
	exit 1
fi
"$bin/initdb" -D data -U postgres -A trust -E UTF8 --no-locale --no-sync \
	</dev/null >log 2>&1 || fail "initdb failed"
# Nothing here has to survive a power cut, so nothing waits for the disk; no
# network port is opened, so many clusters can run beside each other.
cat >>data/postgresql.conf <<END
listen_addresses = ''
unix_socket_directories = '$dir'
unix_socket_permissions = 0700
max_connections = 200
shared_buffers = 64MB
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 2GB
checkpoint_timeout = 1h
jit = off
timezone = 'UTC'
END
"$bin/postgres" -D data </dev/null >>log 2>&1 &
server=$!
until grep -q '^ready' data/postmaster.pid 2>/dev/null; do
	kill -0 "$server" 2>/dev/null || fail "the server did not start"
	sleep 0.02
done
echo ready
exec >/dev/null
read -r _
