-- Devices are named by the configuration; what is kept of them is where they are, so that they can be called after a restart.
DROP TABLE device;

CREATE TABLE device_contact (
    device     VARCHAR(64)   NOT NULL,
    contact    VARCHAR(1024) NOT NULL,
    address    VARCHAR(64)   NOT NULL,
    port       INTEGER       NOT NULL,
    transport  VARCHAR(8)    NOT NULL,
    path       VARCHAR(4096) NOT NULL, -- a JSON array
    expires_at BIGINT        NOT NULL,
    since      BIGINT        NOT NULL,
    preference INTEGER       NOT NULL,
    instance   VARCHAR(256)  NOT NULL,
    reg_id     INTEGER       NOT NULL,
    user_agent VARCHAR(256)  NOT NULL,
    PRIMARY KEY (device, contact)
);
