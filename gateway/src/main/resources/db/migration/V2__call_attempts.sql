-- What was tried for a call, in order: a JSON array of {kind, name, outcome, fits}.
ALTER TABLE call_record ADD COLUMN attempts VARCHAR(16384) NOT NULL DEFAULT '[]';
