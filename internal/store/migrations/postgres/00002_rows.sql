-- +goose Up
-- What may change: none of it can meet a requirement. Times are microseconds UTC.
CREATE TABLE accounts (
  person text NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  password_hash text NOT NULL,
  totp_secret text NOT NULL,
  totp_on boolean NOT NULL,
  totp_last bigint NOT NULL,
  salt bytea,
  created_at bigint NOT NULL,
  disabled_at bigint NOT NULL,
  PRIMARY KEY (person)
);
CREATE UNIQUE INDEX accounts_email ON accounts (email);
CREATE TABLE sessions (
  hash text NOT NULL,
  person text NOT NULL,
  second_factor boolean NOT NULL,
  created_at bigint NOT NULL,
  seen_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  PRIMARY KEY (hash)
);
CREATE INDEX sessions_person ON sessions (person);
CREATE TABLE invitations (
  hash text NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  roles text NOT NULL,
  "by" text NOT NULL,
  second text NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  used_at bigint NOT NULL,
  PRIMARY KEY (hash)
);
CREATE TABLE pendings (
  id text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  payload text NOT NULL,
  "by" text NOT NULL,
  created_at bigint NOT NULL,
  done_by text NOT NULL,
  done_at bigint NOT NULL,
  state text NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX pendings_state ON pendings (state, created_at);
CREATE TABLE studies (
  id text NOT NULL,
  person text NOT NULL,
  enrolment text NOT NULL,
  module text NOT NULL,
  section text NOT NULL,
  digest text NOT NULL,
  view text NOT NULL,
  nonce text NOT NULL,
  last text NOT NULL,
  opened_at bigint NOT NULL,
  beat_at bigint NOT NULL,
  active_at bigint NOT NULL,
  credit_from bigint NOT NULL,
  accrued bigint NOT NULL,
  reread bigint NOT NULL,
  running boolean NOT NULL,
  closed_at bigint NOT NULL,
  closed_why text NOT NULL,
  PRIMARY KEY (id)
);
-- One live session a person (R8).
CREATE UNIQUE INDEX studies_live ON studies (person) WHERE closed_at = 0;
CREATE INDEX studies_enrolment ON studies (enrolment, module);
CREATE TABLE serieses (
  id text NOT NULL,
  enrolment text NOT NULL,
  module text NOT NULL,
  digest text NOT NULL,
  attempt bigint NOT NULL,
  items text NOT NULL,
  answers text NOT NULL,
  "right" bigint NOT NULL,
  total bigint NOT NULL,
  served_at bigint NOT NULL,
  closed_at bigint NOT NULL,
  PRIMARY KEY (id)
);
CREATE UNIQUE INDEX serieses_attempt ON serieses (enrolment, module, attempt);
CREATE TABLE drafts (
  person text NOT NULL,
  kind text NOT NULL,
  ref text NOT NULL,
  body text NOT NULL,
  saved_at bigint NOT NULL,
  PRIMARY KEY (person, kind, ref)
);
CREATE TABLE texts (
  digest text NOT NULL,
  owner text NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (digest)
);
CREATE INDEX texts_owner ON texts (owner);
CREATE TABLE cohorts (
  id text NOT NULL,
  name text NOT NULL,
  created_at bigint NOT NULL,
  PRIMARY KEY (id)
);
CREATE TABLE meetings (
  id text NOT NULL,
  enrolment text NOT NULL,
  trainee text NOT NULL,
  facts text NOT NULL,
  voices text NOT NULL,
  recording text NOT NULL,
  created_at bigint NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX meetings_enrolment ON meetings (enrolment);
CREATE TABLE participants (
  id text NOT NULL,
  meeting text NOT NULL,
  label text NOT NULL,
  role text NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX participants_meeting ON participants (meeting);
CREATE TABLE medias (
  digest text NOT NULL,
  meeting text NOT NULL,
  bytes bytea NOT NULL,
  created_at bigint NOT NULL,
  PRIMARY KEY (digest)
);
CREATE INDEX medias_meeting ON medias (meeting);
CREATE TABLE certificates (
  id text NOT NULL,
  number text NOT NULL,
  enrolment text NOT NULL,
  person text NOT NULL,
  record bytea NOT NULL,
  salt bytea,
  pdf bytea NOT NULL,
  pdf_digest text NOT NULL,
  issued_at bigint NOT NULL,
  PRIMARY KEY (id)
);
CREATE UNIQUE INDEX certificates_number ON certificates (number);
CREATE INDEX certificates_enrolment ON certificates (enrolment);
