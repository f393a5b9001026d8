-- +goose Up
-- The ledger. Its guards are compared with this text at every start.
-- +goose StatementBegin
CREATE TABLE leaf (
  idx INTEGER PRIMARY KEY,
  at_us INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  salt BLOB NOT NULL CHECK (length(salt) = 32),
  payload BLOB NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE node (
  idx INTEGER PRIMARY KEY,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TABLE head (
  size INTEGER PRIMARY KEY,
  note BLOB NOT NULL
) STRICT;
-- +goose StatementEnd
-- Without a rowid, which would be a second key to replace a row by.
-- +goose StatementBegin
CREATE TABLE blob (
  digest TEXT PRIMARY KEY CHECK (length(digest) = 64),
  bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;
-- +goose StatementEnd
CREATE INDEX leaf_subject ON leaf (subject, idx);
CREATE INDEX leaf_kind ON leaf (kind, idx);

-- +goose StatementBegin
CREATE TRIGGER leaf_insert BEFORE INSERT ON leaf BEGIN
  SELECT RAISE(ABORT, 'guard leaf_insert: an entry takes the next index')
   WHERE NEW.idx IS NOT (SELECT coalesce(max(idx) + 1, 0) FROM leaf);
  SELECT RAISE(ABORT, 'guard leaf_insert: time does not go back')
   WHERE NEW.at_us < (SELECT at_us FROM leaf ORDER BY idx DESC LIMIT 1);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER leaf_update BEFORE UPDATE ON leaf BEGIN
  SELECT RAISE(ABORT, 'guard leaf_update: the ledger only grows');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER leaf_delete BEFORE DELETE ON leaf BEGIN
  SELECT RAISE(ABORT, 'guard leaf_delete: the ledger only grows');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER node_insert BEFORE INSERT ON node BEGIN
  SELECT RAISE(ABORT, 'guard node_insert: a node takes the next index')
   WHERE NEW.idx IS NOT (SELECT coalesce(max(idx) + 1, 0) FROM node);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER node_update BEFORE UPDATE ON node BEGIN
  SELECT RAISE(ABORT, 'guard node_update: the ledger only grows');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER node_delete BEFORE DELETE ON node BEGIN
  SELECT RAISE(ABORT, 'guard node_delete: the ledger only grows');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER head_insert BEFORE INSERT ON head BEGIN
  SELECT RAISE(ABORT, 'guard head_insert: a head covers every entry')
   WHERE NEW.size IS NOT (SELECT max(idx) + 1 FROM leaf);
  SELECT RAISE(ABORT, 'guard head_insert: heads only grow')
   WHERE NEW.size <= (SELECT max(size) FROM head);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER head_update BEFORE UPDATE ON head BEGIN
  SELECT RAISE(ABORT, 'guard head_update: the ledger only grows');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER head_delete BEFORE DELETE ON head BEGIN
  SELECT RAISE(ABORT, 'guard head_delete: the ledger only grows');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER blob_insert BEFORE INSERT ON blob BEGIN
  SELECT RAISE(ABORT, 'guard blob_insert: a blob is written once')
   WHERE EXISTS (SELECT 1 FROM blob WHERE digest = NEW.digest);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER blob_update BEFORE UPDATE ON blob BEGIN
  SELECT RAISE(ABORT, 'guard blob_update: a blob is written once');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER blob_delete BEFORE DELETE ON blob BEGIN
  SELECT RAISE(ABORT, 'guard blob_delete: a blob is written once');
END;
-- +goose StatementEnd
