package testkit

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

//go:embed cluster.sh
var clusterScript string

// errNoPostgres is what a test prints on a machine without PostgreSQL.
var errNoPostgres = errors.New("PostgreSQL is not here (its initdb, in PATH or /usr/lib/postgresql/*/bin): apt-get install postgresql")

// A cluster is a PostgreSQL server of our own, reached by a socket in a
// temporary folder, with the superuser "postgres" and no password.
type cluster struct {
	socket  string // the folder of the socket
	counter atomic.Int64

	mu        sync.Mutex
	templates map[string]func() error
}

// shared is the cluster of this test binary, started at first use. It costs
// about a second, so all tests of a package share it; they never share a
// database.
var shared = sync.OnceValues(func() (*cluster, error) {
	return startCluster(filepath.SplitList(os.Getenv("PATH")))
})

func startCluster(path []string) (*cluster, error) {
	bin, err := postgresPrograms(path)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "polyphony-pg-")
	if err != nil {
		return nil, err
	}
	as, err := unprivileged(dir)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	if _, err := keep(clusterScript, as, time.Minute, dir, bin); err != nil {
		return nil, errors.Join(fmt.Errorf("PostgreSQL for the tests did not start: %w", err), os.RemoveAll(dir))
	}
	return &cluster{socket: dir, templates: map[string]func() error{}}, nil
}

// postgresPrograms finds the folder with initdb and the server. Debian keeps it
// out of PATH, one folder for each version; the newest wins.
func postgresPrograms(path []string) (string, error) {
	debian, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil {
		return "", err
	}
	slices.SortFunc(debian, func(a, b string) int { return version(b) - version(a) })
	return searchPrograms(append(slices.Clone(path), debian...))
}

func searchPrograms(folders []string) (string, error) {
	for _, dir := range folders {
		initdb, err := exec.LookPath(filepath.Join(dir, "initdb"))
		if err != nil {
			continue
		}
		// initdb looks for its server beside itself, so a link is followed.
		if real, err := filepath.EvalSymlinks(initdb); err == nil {
			initdb = real
		}
		if _, err := exec.LookPath(filepath.Join(filepath.Dir(initdb), "postgres")); err == nil {
			return filepath.Dir(initdb), nil
		}
	}
	return "", errNoPostgres
}

// version reads the 15 of /usr/lib/postgresql/15/bin; what is no number comes
// last.
func version(bin string) int {
	n, err := strconv.Atoi(filepath.Base(filepath.Dir(bin)))
	if err != nil {
		return 0
	}
	return n
}

// unprivileged says as whom the server runs. PostgreSQL refuses to run as
// root, so root (a container, as a rule) hands the folder to the user that the
// package made.
func unprivileged(dir string) (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	account, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("root cannot run PostgreSQL and there is no user postgres to run it as: apt-get install postgresql (%w)", err)
	}
	uid, err := strconv.ParseUint(account.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(account.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	if err := os.Chown(dir, int(uid), int(gid)); err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}

// dsn is the address of one database, as pgx and gorm read it.
func (c *cluster) dsn(database string) string {
	address := url.URL{Scheme: "postgres", User: url.User("postgres"), Path: "/" + database}
	address.RawQuery = url.Values{"host": {c.socket}, "sslmode": {"disable"}}.Encode()
	return address.String()
}

// create makes a database as a copy of another one to which nobody is
// connected.
func (c *cluster) create(database, template string) error {
	return c.exec("CREATE DATABASE " + quote(database) + " TEMPLATE " + quote(template))
}

// drop removes a database even if the test forgot to close a connection.
func (c *cluster) drop(database string) error {
	return c.exec("DROP DATABASE " + quote(database) + " WITH (FORCE)")
}

func quote(name string) string { return pgx.Identifier{name}.Sanitize() }

// exec runs one statement of cluster maintenance on a connection of its own:
// it takes a millisecond and nothing has to be kept or locked.
func (c *cluster) exec(statement string, args ...any) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, c.dsn("postgres"))
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, statement, args...)
	return errors.Join(err, conn.Close(ctx))
}
