package testkit

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
)

func TestMain(m *testing.M) { Main(m) }

// query runs one statement and returns its first value, "" if it has none.
func query(t testing.TB, dsn, sql string) (value string) {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	rows, err := conn.Query(context.Background(), sql)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	if rows.Next() {
		if err := rows.Scan(&value); err != nil {
			t.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return value
}

func TestPostgresGivesEachTestItsOwnDatabase(t *testing.T) {
	one, two := Postgres(t), Postgres(t)
	query(t, one, `CREATE TABLE only_here (n int)`)
	if got := query(t, two, `SELECT count(*)::text FROM pg_tables WHERE tablename = 'only_here'`); got != "0" {
		t.Errorf("a table made in one database is seen in another (%s)", got)
	}
	settings := map[string]string{
		"fsync": "off", "max_connections": "200", "listen_addresses": "", "server_encoding": "UTF8", "TimeZone": "UTC",
	}
	for name, want := range settings {
		if got := query(t, one, `SHOW `+name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestPostgresDropsTheDatabaseAlthoughConnectionsAreLeft(t *testing.T) {
	var database string
	t.Run("careless", func(t *testing.T) {
		dsn := Postgres(t)
		database = query(t, dsn, `SELECT current_database()`)
		if _, err := pgx.Connect(context.Background(), dsn); err != nil {
			t.Fatal(err)
		}
	})
	left := query(t, Postgres(t), `SELECT count(*)::text FROM pg_database WHERE datname = '`+database+`'`)
	if left != "0" {
		t.Errorf("database %s outlived its test", database)
	}
}

func TestTemplateIsPreparedOnceAndCopiedForEachTest(t *testing.T) {
	var prepared atomic.Int64
	prepare := func(dsn string) error {
		prepared.Add(1)
		conn, err := pgx.Connect(context.Background(), dsn)
		if err != nil {
			return err
		}
		// Left open on purpose: the copy must not depend on good manners.
		_, err = conn.Exec(context.Background(), `CREATE TABLE note (n int); INSERT INTO note VALUES (1)`)
		return err
	}
	t.Run("tests", func(t *testing.T) {
		for range 6 {
			t.Run("copy", func(t *testing.T) {
				t.Parallel()
				dsn := Template(t, "once", prepare)
				query(t, dsn, `INSERT INTO note VALUES (2)`)
				if got := query(t, dsn, `SELECT count(*)::text FROM note`); got != "2" {
					t.Errorf("%s rows, want the template's one and our own", got)
				}
			})
		}
	})
	if n := prepared.Load(); n != 1 {
		t.Errorf("prepared %d times", n)
	}
}

func TestTemplateThatCannotBePreparedFailsEachTest(t *testing.T) {
	for range 2 {
		r := record(t, func(r *recorder) {
			Template(r, "broken", func(string) error { return errors.New("migration 3 is wrong") })
		})
		r.mustFail(t, `"broken"`, "migration 3 is wrong")
	}
}

func TestPostgresMissingNamesThePackage(t *testing.T) {
	empty := t.TempDir()
	if _, err := searchPrograms([]string{empty, filepath.Join(empty, "none")}); err == nil ||
		!strings.Contains(err.Error(), "apt-get install postgresql") {
		t.Errorf("error %v does not say what to install", err)
	}
	half := t.TempDir()
	if err := os.WriteFile(filepath.Join(half, "initdb"), []byte("#!/bin/sh\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := searchPrograms([]string{half}); err == nil {
		t.Error("initdb without its server was taken for PostgreSQL")
	}
}

func TestPostgresTakesTheNewestOfDebian(t *testing.T) {
	if version("/usr/lib/postgresql/15/bin") != 15 || version("/opt/pg/bin") != 0 {
		t.Error("the version is not read from the folder")
	}
}

func TestClusterThatDoesNotStartSaysWhyAndLeavesNothing(t *testing.T) {
	bin, temp := t.TempDir(), t.TempDir()
	// Root gives the cluster's folder to postgres, who must be let through.
	for _, dir := range []string{filepath.Dir(bin), bin, temp} {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("TMPDIR", temp)
	for _, name := range []string{"initdb", "postgres"} {
		script := "#!/bin/sh\necho no room on the device\nexit 1\n"
		if err := os.WriteFile(filepath.Join(bin, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	_, err := startCluster([]string{bin})
	if err == nil || !strings.Contains(err.Error(), "initdb failed") || !strings.Contains(err.Error(), "no room on the device") {
		t.Errorf("error %v does not say why", err)
	}
	left, err := os.ReadDir(temp)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v (%v)", left, err)
	}
}
