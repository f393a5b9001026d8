-- +goose Up
-- What may change: none of it can meet a requirement. Times are microseconds UTC.
CREATE TABLE accounts (
  person TEXT NOT NULL,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  totp_secret TEXT NOT NULL,
  totp_on INTEGER NOT NULL,
  totp_last INTEGER NOT NULL,
  salt BLOB,
  created_at INTEGER NOT NULL,
  disabled_at INTEGER NOT NULL,
  PRIMARY KEY (person)
) STRICT;
CREATE UNIQUE INDEX accounts_email ON accounts (email);
CREATE TABLE sessions (
  hash TEXT NOT NULL,
  person TEXT NOT NULL,
  second_factor INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (hash)
) STRICT;
CREATE INDEX sessions_person ON sessions (person);
CREATE TABLE invitations (
  hash TEXT NOT NULL,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  roles TEXT NOT NULL,
  "by" TEXT NOT NULL,
  second TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER NOT NULL,
  PRIMARY KEY (hash)
) STRICT;
CREATE TABLE pendings (
  id TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  payload TEXT NOT NULL,
  "by" TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  done_by TEXT NOT NULL,
  done_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (id)
) STRICT;
CREATE INDEX pendings_state ON pendings (state, created_at);
CREATE TABLE studies (
  id TEXT NOT NULL,
  person TEXT NOT NULL,
  enrolment TEXT NOT NULL,
  module TEXT NOT NULL,
  section TEXT NOT NULL,
  digest TEXT NOT NULL,
  view TEXT NOT NULL,
  nonce TEXT NOT NULL,
  last TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  beat_at INTEGER NOT NULL,
  active_at INTEGER NOT NULL,
  credit_from INTEGER NOT NULL,
  accrued INTEGER NOT NULL,
  reread INTEGER NOT NULL,
  running INTEGER NOT NULL,
  closed_at INTEGER NOT NULL,
  closed_why TEXT NOT NULL,
  PRIMARY KEY (id)
) STRICT;
-- One live session a person (R8).
CREATE UNIQUE INDEX studies_live ON studies (person) WHERE closed_at = 0;
CREATE INDEX studies_enrolment ON studies (enrolment, module);
CREATE TABLE serieses (
  id TEXT NOT NULL,
  enrolment TEXT NOT NULL,
  module TEXT NOT NULL,
  digest TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  items TEXT NOT NULL,
  answers TEXT NOT NULL,
  "right" INTEGER NOT NULL,
  total INTEGER NOT NULL,
  served_at INTEGER NOT NULL,
  closed_at INTEGER NOT NULL,
  PRIMARY KEY (id)
) STRICT;
CREATE UNIQUE INDEX serieses_attempt ON serieses (enrolment, module, attempt);
CREATE TABLE drafts (
  person TEXT NOT NULL,
  kind TEXT NOT NULL,
  ref TEXT NOT NULL,
  body TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (person, kind, ref)
) STRICT;
CREATE TABLE texts (
  digest TEXT NOT NULL,
  owner TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (digest)
) STRICT;
CREATE INDEX texts_owner ON texts (owner);
CREATE TABLE cohorts (
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (id)
) STRICT;
CREATE TABLE meetings (
  id TEXT NOT NULL,
  enrolment TEXT NOT NULL,
  trainee TEXT NOT NULL,
  facts TEXT NOT NULL,
  voices TEXT NOT NULL,
  recording TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (id)
) STRICT;
CREATE INDEX meetings_enrolment ON meetings (enrolment);
CREATE TABLE participants (
  id TEXT NOT NULL,
  meeting TEXT NOT NULL,
  label TEXT NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (id)
) STRICT;
CREATE INDEX participants_meeting ON participants (meeting);
CREATE TABLE medias (
  digest TEXT NOT NULL,
  meeting TEXT NOT NULL,
  bytes BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (digest)
) STRICT;
CREATE INDEX medias_meeting ON medias (meeting);
CREATE TABLE certificates (
  id TEXT NOT NULL,
  number TEXT NOT NULL,
  enrolment TEXT NOT NULL,
  person TEXT NOT NULL,
  record BLOB NOT NULL,
  salt BLOB,
  pdf BLOB NOT NULL,
  pdf_digest TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  PRIMARY KEY (id)
) STRICT;
CREATE UNIQUE INDEX certificates_number ON certificates (number);
CREATE INDEX certificates_enrolment ON certificates (enrolment);
