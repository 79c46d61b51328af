package io.patchbay.gateway.config;

import java.nio.file.Path;

/** @param directory where everything that lasts is kept: database, certificate, administration token */
public record DataConfig(Path directory) {
    static DataConfig read(Section section, Path base) {
        String written = section.text("directory", "./data");
        section.finish();
        return new DataConfig(base.resolve(written).normalize());
    }
}
