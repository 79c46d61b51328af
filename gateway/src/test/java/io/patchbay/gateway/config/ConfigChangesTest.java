package io.patchbay.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigChangesTest {
    @Test
    void tellsWhatIsInForceAtOnceFromWhatNeedsARestart() throws ConfigException {
        Configuration older = parse("devices: [{name: a, password: x}]");
        Configuration newer = parse(
                "devices: [{name: a, password: y}]\nsip: {port: 5070}\nrooms: {max-participants: 3}\naccess: {callers: any}");

        ConfigChanges changes = ConfigChanges.between(older, newer);

        assertThat(changes.live()).containsExactly("access.callers", "devices", "rooms.max-participants");
        assertThat(changes.needRestart()).containsExactly("sip.port");
        assertThat(changes)
                .hasToString("in force now: access.callers, devices, rooms.max-participants; "
                        + "only after a restart: sip.port");
    }

    @Test
    void tellsWhatNeedsARestartAgainUntilItComes() throws ConfigException {
        Configuration older = parse("");
        Configuration newer = parse("sip: {port: 5070}\nlog: {level: debug}");

        Configuration inForce = older.withLivePartsOf(newer);

        assertThat(inForce.sip().port()).isEqualTo(5060);
        assertThat(inForce.log().level()).isEqualTo(LogConfig.Level.DEBUG);
        assertThat(ConfigChanges.between(inForce, newer).needRestart()).containsExactly("sip.port");
    }

    @Test
    void saysSoWhereNothingChanged() throws ConfigException {
        assertThat(ConfigChanges.between(parse(""), parse("sip: {port: 5060}"))).hasToString("nothing changed");
    }

    private static Configuration parse(String yaml) throws ConfigException {
        return ConfigLoader.parse(yaml, "patchbay.yaml", Path.of("/srv"), Map.of());
    }
}
