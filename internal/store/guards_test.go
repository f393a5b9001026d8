package store

import (
	"context"
	"database/sql"
	"net/url"
	"strings"
	"testing"

	"polyphony/internal/fault"
)

// raw is a connection of somebody who goes past the store.
func raw(t *testing.T, w *world) *sql.DB {
	t.Helper()
	driver, dsn := "sqlite", "file:"+(&url.URL{Path: w.config.URL}).EscapedPath()+"?_busy_timeout=5000"
	if w.postgres() {
		driver, dsn = "pgx", w.config.URL
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func (w *world) postgres() bool { return isPostgres(w.config.URL) }

// everyGuard are statements that each database must refuse, whoever sends
// them. leaf holds the entries 0 to 2, head the sizes 1 and 3.
var everyGuard = []string{
	`UPDATE leaf SET at_us = at_us + 1 WHERE idx = 2`,
	`UPDATE leaf SET payload = payload`,
	`DELETE FROM leaf WHERE idx = 2`,
	`DELETE FROM leaf`,
	`INSERT INTO leaf SELECT 4, at_us, kind, subject, salt, payload, hash FROM leaf WHERE idx = 2`,
	`INSERT INTO leaf SELECT 2, at_us, kind, subject, salt, payload, hash FROM leaf WHERE idx = 2`,
	`INSERT INTO leaf SELECT -1, at_us, kind, subject, salt, payload, hash FROM leaf WHERE idx = 2`,
	`INSERT INTO leaf SELECT NULL, at_us, kind, subject, salt, payload, hash FROM leaf WHERE idx = 2`,
	`INSERT INTO leaf SELECT 3, at_us - 1, kind, subject, salt, payload, hash FROM leaf WHERE idx = 2`,
	`INSERT INTO leaf SELECT 3, NULL, kind, subject, salt, payload, hash FROM leaf WHERE idx = 2`,
	`INSERT INTO leaf SELECT 2, at_us, kind, subject, salt, payload, hash FROM leaf WHERE idx = 2 ON CONFLICT (idx) DO UPDATE SET at_us = 0`,
	`UPDATE node SET hash = hash`,
	`DELETE FROM node WHERE idx = 3`,
	`INSERT INTO node SELECT 5, hash FROM node WHERE idx = 0`,
	`INSERT INTO node SELECT 3, hash FROM node WHERE idx = 0`,
	`INSERT INTO node SELECT 3, hash FROM node WHERE idx = 0 ON CONFLICT (idx) DO UPDATE SET hash = excluded.hash`,
	`UPDATE head SET size = size + 1`,
	`DELETE FROM head`,
	`INSERT INTO head SELECT 4, note FROM head WHERE size = 3`,
	`INSERT INTO head SELECT 2, note FROM head WHERE size = 3`,
	`INSERT INTO head SELECT 3, note FROM head WHERE size = 3 ON CONFLICT (size) DO UPDATE SET note = excluded.note`,
	`UPDATE blob SET bytes = bytes`,
	`DELETE FROM blob`,
	`INSERT INTO blob SELECT digest, bytes FROM blob`,
	`INSERT INTO blob SELECT digest, bytes FROM blob WHERE true ON CONFLICT (digest) DO UPDATE SET bytes = ''`,
}

var sqliteGuards = []string{
	`INSERT OR REPLACE INTO leaf SELECT 2, at_us, kind, subject, salt, payload, hash FROM leaf WHERE idx = 1`,
	`REPLACE INTO leaf (rowid, at_us, kind, subject, salt, payload, hash) SELECT 2, at_us, kind, subject, salt, payload, hash FROM leaf WHERE idx = 1`,
	`UPDATE OR REPLACE leaf SET idx = 1 WHERE idx = 2`,
	`INSERT OR REPLACE INTO node SELECT 0, hash FROM node WHERE idx = 1`,
	`INSERT OR REPLACE INTO head SELECT 3, note FROM head WHERE size = 1`,
	`INSERT OR REPLACE INTO blob SELECT digest, x'00' FROM blob`,
	`INSERT OR IGNORE INTO leaf SELECT 9, at_us, kind, subject, salt, payload, hash FROM leaf WHERE idx = 1`,
	`INSERT INTO leaf SELECT 3, 'late', kind, subject, salt, payload, hash FROM leaf WHERE idx = 2`,
	`INSERT INTO blob (rowid, digest, bytes) SELECT 1, digest, bytes FROM blob`,
}

var postgresGuards = []string{
	`TRUNCATE leaf`, `TRUNCATE node`, `TRUNCATE head`, `TRUNCATE blob`, `TRUNCATE leaf, node, head CASCADE`,
	`SET session_replication_role = replica; DELETE FROM leaf`,
	`SET session_replication_role = replica; TRUNCATE leaf`,
	`CREATE TEMPORARY TABLE leaf (idx bigint, at_us bigint); INSERT INTO public.leaf SELECT 7, at_us, kind, subject, salt, payload, hash FROM public.leaf WHERE idx = 2`,
	`MERGE INTO leaf USING (VALUES (2::bigint)) v (i) ON leaf.idx = v.i WHEN MATCHED THEN DELETE`,
	`WITH gone AS (DELETE FROM leaf RETURNING 1) SELECT count(*) FROM gone`,
}

func TestR1_TheDatabaseRefuses(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.founded()
		w.append(s, joined(t, 2)...)
		err := s.Write(context.Background(), func(tx *Tx) error {
			_, err := tx.PutBlob([]byte("content"))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		statements := append([]string{}, everyGuard...)
		if w.postgres() {
			statements = append(statements, postgresGuards...)
		} else {
			statements = append(statements, sqliteGuards...)
		}
		db := raw(t, w)
		for _, q := range statements {
			refused(t, db, q)
		}
		if err := s.Verify(context.Background()); err != nil {
			t.Errorf("after all that: %v", err)
		}
	})
}

// refused runs the statement on a connection of its own and expects an error;
// a transaction around it keeps the others apart.
func refused(t *testing.T, db *sql.DB, q string) {
	t.Helper()
	ctx := context.Background()
	c, err := db.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if _, err := c.ExecContext(ctx, "BEGIN"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.ExecContext(ctx, q); err == nil {
		t.Errorf("not refused: %s", q)
	}
	_, _ = c.ExecContext(ctx, "ROLLBACK")
	_, _ = c.ExecContext(ctx, "RESET session_replication_role")
}

// everySabotage are changes of the schema that nobody can be kept from, with
// what the next start must name.
var sqliteSabotage = map[string]string{
	`DROP TRIGGER leaf_insert`: "guard leaf_insert of the ledger is missing",
	`DROP TRIGGER blob_delete`: "guard blob_delete of the ledger is missing",
	`DROP TRIGGER leaf_update; CREATE TRIGGER leaf_update BEFORE UPDATE ON leaf BEGIN SELECT 1; END`:                              "guard leaf_update of the ledger was changed",
	`CREATE TRIGGER extra AFTER INSERT ON leaf BEGIN SELECT 1; END`:                                                               "the trigger extra",
	`ALTER TABLE leaf ADD COLUMN more TEXT`:                                                                                       "guard leaf of the ledger was changed",
	`ALTER TABLE head RENAME TO heads`:                                                                                            "of the ledger is missing",
	`DROP TABLE blob; CREATE TABLE blob (digest TEXT PRIMARY KEY, bytes BLOB)`:                                                    "guard blob",
	`PRAGMA writable_schema = 1; UPDATE sqlite_master SET sql = replace(sql, 'time does', 'time may') WHERE name = 'leaf_insert'`: "guard leaf_insert of the ledger was changed",
}

var postgresSabotage = map[string]string{
	`DROP TRIGGER leaf_insert ON leaf`:                    "guard leaf_insert of the ledger is missing",
	`DROP TRIGGER head_truncate ON head`:                  "guard head_truncate of the ledger is missing",
	`ALTER TABLE leaf DISABLE TRIGGER leaf_change`:        "guard leaf_change of the ledger is switched off",
	`ALTER TABLE leaf DISABLE TRIGGER ALL`:                "of the ledger is switched off",
	`ALTER TABLE node ENABLE TRIGGER node_insert`:         "guard node_insert of the ledger is switched off or not always on",
	`ALTER TABLE node ENABLE REPLICA TRIGGER node_insert`: "guard node_insert of the ledger is switched off or not always on",
	`CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$`:                                                                           "guard ledger_refuse of the ledger was changed",
	`ALTER FUNCTION leaf_insert() SET search_path = public`:                                                                                                                                "guard leaf_insert of the ledger was changed",
	`DROP TRIGGER blob_change ON blob; CREATE TRIGGER blob_change BEFORE DELETE ON blob FOR EACH ROW EXECUTE FUNCTION ledger_refuse(); ALTER TABLE blob ENABLE ALWAYS TRIGGER blob_change`: "guard blob_change of the ledger was changed",
	`CREATE TRIGGER extra AFTER INSERT ON leaf FOR EACH ROW EXECUTE FUNCTION leaf_insert()`:                                                                                                "the trigger extra",
	`CREATE RULE extra AS ON DELETE TO leaf DO INSTEAD NOTHING`:                                                                                                                            "the rule extra",
	`ALTER TABLE leaf ENABLE ROW LEVEL SECURITY`:                                                                                                                                           "the row security of leaf",
	`CREATE TABLE extra () INHERITS (leaf)`:                                                                                                                                                "the inheriting table extra",
	`DROP TABLE leaf CASCADE`:                                                                                                                                                              "of the ledger is missing",
}

func TestR1_AChangedGuardIsDetectedAtStart(t *testing.T) {
	for q, say := range sqliteSabotage {
		t.Run(say, func(t *testing.T) {
			t.Parallel()
			sabotage(t, newWorld(t, t.TempDir()+"/polyphony.db"), q, say)
		})
	}
	eachDB(t, func(t *testing.T, w *world) {
		if !w.postgres() {
			return // each of SQLite's has a file of its own, above
		}
		for q, say := range postgresSabotage {
			sabotage(t, newWorld(t, freshPostgres(t)), q, say)
		}
	})
}

func sabotage(t *testing.T, w *world, q, say string) {
	t.Helper()
	ctx := context.Background()
	s, err := Open(ctx, w.config)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := raw(t, w).Exec(q); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	s, err = Open(ctx, w.config)
	if err == nil {
		_ = s.Close()
		t.Fatalf("started after %s", q)
	}
	if !fault.Is(err, fault.Refused) || !strings.Contains(err.Error(), say) || !strings.Contains(err.Error(), "Find out who") {
		t.Errorf("%s: %v; want it to say %q and how to mend it", q, err, say)
	}
}

// TestR1_ThePrintedStatementMendsAGuard runs what the refusal says.
func TestR1_ThePrintedStatementMendsAGuard(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s, err := Open(context.Background(), w.config)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		q := `DROP TRIGGER leaf_insert`
		if w.postgres() {
			q += ` ON leaf`
		}
		db := raw(t, w)
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
		for range 2 { // PostgreSQL: put back, then switched on for good
			_, err = Open(context.Background(), w.config)
			if err == nil {
				break
			}
			_, statement, _ := strings.Cut(err.Error(), "checks every entry: ")
			if _, err := db.Exec(statement); err != nil {
				t.Fatalf("%s: %v", statement, err)
			}
		}
		w.founded()
	})
}
