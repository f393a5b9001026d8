-- +goose Up
-- The ledger. Its guards are compared with this text at every start.
CREATE TABLE leaf (
  idx bigint PRIMARY KEY,
  at_us bigint NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  salt bytea NOT NULL CHECK (length(salt) = 32),
  payload bytea NOT NULL,
  hash bytea NOT NULL CHECK (length(hash) = 32)
);
CREATE TABLE node (
  idx bigint PRIMARY KEY,
  hash bytea NOT NULL CHECK (length(hash) = 32)
);
CREATE TABLE head (
  size bigint PRIMARY KEY,
  note bytea NOT NULL
);
CREATE TABLE blob (
  digest text PRIMARY KEY CHECK (length(digest) = 64),
  bytes bytea NOT NULL
);
CREATE INDEX leaf_subject ON leaf (subject, idx);
CREATE INDEX leaf_kind ON leaf (kind, idx);

-- The functions name their tables by TG_TABLE_SCHEMA: a search_path or a
-- temporary table of the caller's cannot lead them elsewhere.
-- +goose StatementBegin
CREATE FUNCTION leaf_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  next bigint;
  latest bigint;
BEGIN
  EXECUTE format('SELECT idx + 1, at_us FROM %I.leaf ORDER BY idx DESC LIMIT 1', TG_TABLE_SCHEMA) INTO next, latest;
  IF NEW.idx IS DISTINCT FROM coalesce(next, 0) THEN
    RAISE EXCEPTION 'guard leaf_insert: an entry takes the next index';
  END IF;
  IF NEW.at_us < latest THEN
    RAISE EXCEPTION 'guard leaf_insert: time does not go back';
  END IF;
  RETURN NEW;
END
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION node_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  next bigint;
BEGIN
  EXECUTE format('SELECT max(idx) + 1 FROM %I.node', TG_TABLE_SCHEMA) INTO next;
  IF NEW.idx IS DISTINCT FROM coalesce(next, 0) THEN
    RAISE EXCEPTION 'guard node_insert: a node takes the next index';
  END IF;
  RETURN NEW;
END
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION head_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  entries bigint;
  latest bigint;
BEGIN
  EXECUTE format('SELECT max(idx) + 1 FROM %I.leaf', TG_TABLE_SCHEMA) INTO entries;
  IF NEW.size IS DISTINCT FROM entries THEN
    RAISE EXCEPTION 'guard head_insert: a head covers every entry';
  END IF;
  EXECUTE format('SELECT max(size) FROM %I.head', TG_TABLE_SCHEMA) INTO latest;
  IF NEW.size <= latest THEN
    RAISE EXCEPTION 'guard head_insert: heads only grow';
  END IF;
  RETURN NEW;
END
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION blob_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  present boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.blob WHERE digest = $1)', TG_TABLE_SCHEMA) INTO present USING NEW.digest;
  IF present THEN
    RAISE EXCEPTION 'guard blob_insert: a blob is written once';
  END IF;
  RETURN NEW;
END
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'guard %: the ledger only grows', TG_NAME;
END
$$;
-- +goose StatementEnd

CREATE TRIGGER leaf_insert BEFORE INSERT ON leaf FOR EACH ROW EXECUTE FUNCTION leaf_insert();
CREATE TRIGGER leaf_change BEFORE DELETE OR UPDATE ON leaf FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER leaf_truncate BEFORE TRUNCATE ON leaf FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER node_insert BEFORE INSERT ON node FOR EACH ROW EXECUTE FUNCTION node_insert();
CREATE TRIGGER node_change BEFORE DELETE OR UPDATE ON node FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER node_truncate BEFORE TRUNCATE ON node FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER head_insert BEFORE INSERT ON head FOR EACH ROW EXECUTE FUNCTION head_insert();
CREATE TRIGGER head_change BEFORE DELETE OR UPDATE ON head FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER head_truncate BEFORE TRUNCATE ON head FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER blob_insert BEFORE INSERT ON blob FOR EACH ROW EXECUTE FUNCTION blob_insert();
CREATE TRIGGER blob_change BEFORE DELETE OR UPDATE ON blob FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER blob_truncate BEFORE TRUNCATE ON blob FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
-- Always: session_replication_role = replica does not switch them off.
ALTER TABLE leaf ENABLE ALWAYS TRIGGER leaf_insert;
ALTER TABLE leaf ENABLE ALWAYS TRIGGER leaf_change;
ALTER TABLE leaf ENABLE ALWAYS TRIGGER leaf_truncate;
ALTER TABLE node ENABLE ALWAYS TRIGGER node_insert;
ALTER TABLE node ENABLE ALWAYS TRIGGER node_change;
ALTER TABLE node ENABLE ALWAYS TRIGGER node_truncate;
ALTER TABLE head ENABLE ALWAYS TRIGGER head_insert;
ALTER TABLE head ENABLE ALWAYS TRIGGER head_change;
ALTER TABLE head ENABLE ALWAYS TRIGGER head_truncate;
ALTER TABLE blob ENABLE ALWAYS TRIGGER blob_insert;
ALTER TABLE blob ENABLE ALWAYS TRIGGER blob_change;
ALTER TABLE blob ENABLE ALWAYS TRIGGER blob_truncate;
