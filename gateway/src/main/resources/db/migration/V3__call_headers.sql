-- Header fields of the INVITE that are kept: who asserts what about the caller, who diverted the call, and those that the trunk allows.
-- A JSON array of {name, value}.
ALTER TABLE call_record ADD COLUMN headers VARCHAR(16384) NOT NULL DEFAULT '[]';
