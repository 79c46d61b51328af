-- In the subset that SQLite and PostgreSQL both know. Times are epoch milliseconds, UTC.

-- Phones and room systems added while running; those of the configuration file are not here.
CREATE TABLE device (
    name       VARCHAR(64)  NOT NULL PRIMARY KEY,
    password   VARCHAR(255) NOT NULL,
    created_at BIGINT       NOT NULL
);

-- One per call, refused ones too.
CREATE TABLE call_record (
    id             VARCHAR(36)  NOT NULL PRIMARY KEY,
    call_id        VARCHAR(255) NOT NULL,
    direction      VARCHAR(8)   NOT NULL,
    from_uri       VARCHAR(512) NOT NULL,
    to_uri         VARCHAR(512) NOT NULL,
    room           VARCHAR(64),
    started_at     BIGINT       NOT NULL,
    answered_at    BIGINT,
    ended_at       BIGINT,
    end_code       VARCHAR(64),
    sip_status     INTEGER,
    end_text       VARCHAR(1024),
    remote_address VARCHAR(64)  NOT NULL,
    codec          VARCHAR(32)
);

CREATE INDEX call_record_started_at ON call_record (started_at);
CREATE INDEX call_record_call_id ON call_record (call_id);
