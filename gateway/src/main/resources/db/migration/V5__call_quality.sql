-- How the call sounded, as it stood at its end: a JSON object as GET /api/v1/calls/records shows it, and the two opinion scores to search by.
ALTER TABLE call_record ADD COLUMN quality VARCHAR(4096);
ALTER TABLE call_record ADD COLUMN mos_received DOUBLE PRECISION;
ALTER TABLE call_record ADD COLUMN mos_sent DOUBLE PRECISION;
