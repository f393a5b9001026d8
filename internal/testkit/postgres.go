package testkit

import (
	"fmt"
	"sync"
	"testing"
)

// Postgres returns the address of a fresh, empty database, made for this test
// and dropped at its end, on a real PostgreSQL that the test binary starts and
// stops itself. Without PostgreSQL on the machine the test fails and says what
// to install.
func Postgres(t testing.TB) string {
	t.Helper()
	return running(t).fresh(t, "template0")
}

// Template returns the address of a fresh copy of a prepared database. The
// first call with a name makes the original by prepare (migrations, as a
// rule); each call copies it, which takes some 50 ms whatever prepare costs.
// prepare must close its connections and must do the same for every caller
// that uses the name.
func Template(t testing.TB, name string, prepare func(dsn string) error) string {
	t.Helper()
	c := running(t)
	if err := c.prepared(name, prepare)(); err != nil {
		t.Fatalf("database template %q: %v", name, err)
	}
	return c.fresh(t, templateDatabase(name))
}

func running(t testing.TB) *cluster {
	t.Helper()
	c, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// fresh copies template for one test.
func (c *cluster) fresh(t testing.TB, template string) string {
	t.Helper()
	database := fmt.Sprintf("test_%d", c.counter.Add(1))
	if err := c.create(database, template); err != nil {
		t.Fatalf("make database %s: %v", database, err)
	}
	t.Cleanup(func() {
		if err := c.drop(database); err != nil {
			t.Errorf("drop database %s: %v", database, err)
		}
	})
	return c.dsn(database)
}

// prepared returns the function that makes the template on its first call and
// gives the same answer ever after.
func (c *cluster) prepared(name string, prepare func(dsn string) error) func() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.templates[name]; !known {
		c.templates[name] = sync.OnceValue(func() error {
			return c.makeTemplate(templateDatabase(name), prepare)
		})
	}
	return c.templates[name]
}

func (c *cluster) makeTemplate(database string, prepare func(dsn string) error) error {
	if err := c.create(database, "template0"); err != nil {
		return err
	}
	if err := prepare(c.dsn(database)); err != nil {
		return err
	}
	// A pool closes its connections without waiting for the server to notice;
	// one that is still there would make the copy fail.
	return c.exec(`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1`, database)
}

func templateDatabase(name string) string { return "prepared_" + name }
