-- The peer's store: who may read a record is a policy of the table, by the flows of agreements in force.

CREATE ROLE api LOGIN;

CREATE TABLE agreements (
  agreement text PRIMARY KEY,
  active boolean NOT NULL,
  starts_on date NOT NULL,
  review_on date NOT NULL,
  ends_on date NOT NULL
);

CREATE TABLE flows (
  agreement text NOT NULL REFERENCES agreements,
  flow text NOT NULL,
  originator text NOT NULL,
  recipient text NOT NULL,
  category text NOT NULL,
  fields text[] NOT NULL,
  purposes text[] NOT NULL,
  -- Where the child must live or have lived; null is anywhere.
  areas text[],
  PRIMARY KEY (agreement, flow, originator, recipient)
);
CREATE INDEX flows_to ON flows (recipient, category, originator, agreement);

CREATE TABLE people (
  person text PRIMARY KEY,
  given_name text NOT NULL,
  family_name text NOT NULL,
  birth_date date NOT NULL
);
CREATE INDEX people_named ON people (lower(family_name), lower(given_name), birth_date);

CREATE TABLE records (
  record text PRIMARY KEY,
  person text NOT NULL REFERENCES people,
  originator text NOT NULL,
  agreement text NOT NULL REFERENCES agreements,
  category text NOT NULL,
  fields jsonb NOT NULL,
  lived text[] NOT NULL,
  contributed_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX records_of ON records (person);

CREATE TABLE cases (
  case_id text PRIMARY KEY,
  person text NOT NULL REFERENCES people,
  panel text NOT NULL,
  meeting_on date NOT NULL
);

CREATE TABLE view_requests (
  case_id text NOT NULL REFERENCES cases,
  agency text NOT NULL,
  state text NOT NULL,
  reply_by date NOT NULL,
  PRIMARY KEY (case_id, agency)
);

CREATE TABLE idempotency (
  client text NOT NULL,
  key text NOT NULL,
  record text NOT NULL,
  PRIMARY KEY (client, key)
);

CREATE TABLE audit (
  entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  operation text NOT NULL,
  client text NOT NULL,
  agency text NOT NULL,
  recipient text NOT NULL,
  purpose text NOT NULL,
  practitioner text NOT NULL,
  reason text NOT NULL,
  person text,
  released jsonb NOT NULL
);

-- The flow by which a record reaches whoever asks, for what they ask.
CREATE FUNCTION flow_for(r records) RETURNS SETOF flows LANGUAGE sql STABLE AS $$
  SELECT f.* FROM flows f JOIN agreements a USING (agreement)
  WHERE f.recipient = current_setting('exchange.recipient') AND f.category = r.category
    AND f.originator = r.originator AND f.agreement = r.agreement
    AND current_setting('exchange.purpose') = ANY (f.purposes)
    AND (f.areas IS NULL OR f.areas && r.lived)
    AND a.active AND current_date BETWEEN a.starts_on AND least(a.review_on, a.ends_on)
$$;

ALTER TABLE records ENABLE ROW LEVEL SECURITY;
CREATE POLICY released ON records FOR SELECT TO api USING (
  expires_at > now()
  AND (originator = current_setting('exchange.recipient') OR EXISTS (SELECT FROM flow_for(records)))
);
CREATE POLICY own ON records FOR INSERT TO api WITH CHECK (originator = current_setting('exchange.recipient'));

ALTER TABLE cases ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_the_panel ON cases FOR SELECT TO api USING ('panel:' || panel = current_setting('exchange.recipient'));

GRANT SELECT ON agreements, flows, people, records, cases, view_requests, idempotency TO api;
GRANT INSERT ON people, records, idempotency, audit TO api;
GRANT SELECT (entry) ON audit TO api;
