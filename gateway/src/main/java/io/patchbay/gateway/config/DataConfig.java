package io.patchbay.gateway.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * @param directory where everything that lasts is kept: database, certificate, administration token
 * @param keepRecords how long the record of a call is kept; zero for ever
 */
public record DataConfig(Path directory, Duration keepRecords) {
    static DataConfig read(Section section, Path base) {
        String written = section.text("directory", "./data");
        DataConfig config = new DataConfig(
                base.resolve(written).normalize(),
                section.duration("keep-records", Duration.ofDays(90), Duration.ZERO, Duration.ofDays(36_500)));
        section.finish();
        return config;
    }
}
