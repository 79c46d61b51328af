package io.patchbay.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
    private static final Path BASE = Path.of("/srv/patchbay");

    @Test
    void needsNoFile() throws ConfigException {
        assertThat(parse("").allRoutes()).isEmpty();
        Configuration configuration = parse("");

        assertThat(configuration.sip().port()).isEqualTo(5060);
        assertThat(configuration.http().httpsPort()).isEqualTo(8443);
        assertThat(configuration.media().rtpPorts()).isEqualTo(new PortRange(20_000, 29_999));
        assertThat(configuration.access().callers()).hasToString("loopback, private");
        assertThat(configuration.rooms().open()).isTrue();
        assertThat(configuration.data().directory()).isEqualTo(BASE.resolve("data"));
        assertThat(configuration.shutdown().grace()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void readsEverySection() throws ConfigException {
        Configuration configuration = parse(
                """
                sip:
                  addresses: [192.0.2.1, "2001:db8::1"]
                  timer-t1: 250ms
                http:
                  certificate: tls/chain.pem
                  key: /etc/tls/key.pem
                media:
                  rtp-ports: 30000-30099
                  codecs: [pcmu, OPUS]
                access:
                  callers: any
                  browsers: [loopback, 198.51.100.0/24]
                rooms: {open: false, names: [Lobby, support.1], seat-grace: 1m, pins: {Lobby: 0123}}
                devices:
                  - name: Alice
                    password: "0123"
                tests: {enabled: true}
                log: {level: debug}
                """);

        assertThat(configuration.allRoutes())
                .extracting(RouteConfig::match)
                .containsExactly("test-echo", "test-milliwatt", "test-sequence", "test-silence");

        assertThat(configuration.sip().addresses())
                .extracting(address -> address.getHostAddress())
                .containsExactly("192.0.2.1", "2001:db8:0:0:0:0:0:1");
        assertThat(configuration.http().certificate()).contains(BASE.resolve("tls/chain.pem"));
        assertThat(configuration.http().key()).contains(Path.of("/etc/tls/key.pem"));
        assertThat(configuration.media().codecs()).containsExactly("PCMU", "opus");
        assertThat(configuration.access().callers().entries()).containsExactly("any");
        assertThat(configuration.rooms().names()).containsExactly("lobby", "support.1");
        assertThat(configuration.rooms().pinOf("lobby")).contains(new Secret("0123"));
        assertThat(ConfigPrinter.print(configuration)).doesNotContain("0123");
        assertThat(configuration.devices()).containsExactly(new DeviceConfig("alice", new Secret("0123")));
        assertThat(configuration.log().level()).isEqualTo(LogConfig.Level.DEBUG);
    }

    /** Each line is a whole file, with '; ' for a new line, and the one mistake in it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sip: {port: abc}            | 1: sip.port is "abc"; it must be a whole number from 0 to 65535
                    sip: {port: 65536}          | 1: sip.port is "65536"; it must be a whole number from 0 to 65535
                    sip: {prot: 5060}           | 1: unknown key sip.prot; did you mean sip.port?
                    sip: {zzzzzz: 1}            | 1: unknown key sip.zzzzzz; known are addresses, port, advertise, realm, max-message-size, timer-t1, tls-port, tls, dscp, outbound-proxy, web-socket-origins, session-expires, min-se
                    acess: {callers: any}       | 1: unknown key acess; did you mean access?
                    sip: 5060                   | 1: sip is "5060"; it must be a section
                    sip: {port: [1, 2]}         | 1: sip.port is a list; it must be a whole number from 0 to 65535
                    sip: {addresses: [0.0.0.0]} | 1: sip.addresses names 0.0.0.0; leave it empty to listen on every address
                    sip: {addresses: [my-host]} | 1: sip.addresses is "my-host"; it must be addresses of this machine: "my-host" is not an IP address
                    sip: {timer-t1: 500}        | 1: sip.timer-t1 is "500"; it must be a time from 10ms to 5s, with its unit (500ms, 30s, 5m, 1h)
                    sip: {port: 25000}          | 1: sip.port is 25000, inside media.rtp-ports (20000-29999); move one of them
                    sip: {port: 8443}           | 1: sip.port is 8443, as is a port of http; they must differ
                    http: {port: 8443}          | 0: http.https-port is 8443, as is http.port; they must differ
                    http: {key: k.pem}          | 1: http.key is set but http.certificate is not; set both or none
                    media: {rtp-ports: 1-2}     | 1: media.rtp-ports is "1-2"; it must be a range of ports: ports are between 1024 and 65535, and a range holds at least two
                    media: {rtp-ports: x}       | 1: media.rtp-ports is "x"; it must be a range of ports: write it as 20000-29999
                    media: {webrtc-port: 20000} | 1: media.webrtc-port is 20000, inside media.rtp-ports (20000-29999); move one of them
                    media: {webrtc-port: 19999, loops: 2} | 1: media.webrtc-port is 19999, inside media.rtp-ports (20000-29999); move one of them
                    media: {srtp: sometimes}    | 1: media.srtp is "sometimes"; it must be one of off, optional, required
                    media: {ice: half}          | 1: media.ice is "half"; it must be one of full, lite, off
                    media: {stun: "a b"}        | 1: media.stun is "a b"; it must be a host as stun.example.com or 198.51.100.7:3478
                    media: {turn: [{url: "stun:a", username: u, password: p}]} | 1: media.turn[0].url is "stun:a"; it must be a URL as turn:turn.example.com:3478 (by UDP)
                    media: {turn: [{url: "turn:a", password: p}]} | 1: media.turn[0].username is missing; it must be a text
                    media: {ice: lite, turn: [{url: "turn:a", username: u, password: p}]} | 1: media.turn is of no use with media.ice lite; set media.ice to full, or leave the servers out
                    media: {advertise: stun}    | 1: media.advertise is stun, and media.stun names no server; name one there, or write stun:HOST
                    media: {advertise: example.com} | 1: media.advertise is "example.com"; it must be addresses, stun, or stun: and a host as stun:stun.example.com:3478: "example.com" is not an IP address
                    media: {inactivity: 2m, inactivity-on-hold: 1m} | 1: media.inactivity-on-hold is 60 s, shorter than media.inactivity (120 s)
                    media: {codecs: [G729]}     | 1: media.codecs is "G729"; it must be one of opus, G722, PCMU, PCMA
                    media: {codecs: [opus, Opus]} | 1: media.codecs names a codec twice: opus, opus
                    access: {callers: [privat]} | 1: access.callers is "privat"; it must be loopback, private, any, an address or a block such as 198.51.100.0/24
                    access: {callers: [10.0.0.1/8]} | 1: access.callers is "10.0.0.1/8"; it must be loopback, private, any, an address or a block such as 198.51.100.0/24: 10.0.0.1/8 has bits set after the prefix; write 10.0.0.0/8
                    access: {browsers: [10.0.0.0/33]} | 1: access.browsers is "10.0.0.0/33"; it must be loopback, private, any, an address or a block such as 198.51.100.0/24: the prefix length of 10.0.0.0/33 is not between 0 and 32
                    rooms: {open: false}        | 1: rooms.open is false and rooms.names is empty, so there would be no room at all; name some
                    rooms: {open: yes}          | 1: rooms.open is "yes"; it must be true or false
                    rooms: {names: [a b]}       | 1: rooms.names is "a b"; it must be 1 to 64 of a-z, 0-9, '.', '_', '-'
                    devices: [{name: a}]        | 1: devices[0].password is missing
                    devices: [{password: a}]    | 1: devices[0].name is missing; it must be 1 to 64 of a-z, 0-9, '.', '_', '-'
                    devices: [alice]            | 1: devices has an entry "alice"; it must be a section
                    trunks: [{name: a}]         | 1: trunk a has no hosts, no inbound.addresses and no inbound.username: no call could come from it or go through it
                    trunks: [{name: a, hosts: ["h:0"], inbound: {addresses: 10.0.0.1}}] | 1: trunks[0].hosts is "h:0"; it must be a host as sip.example.com, 198.51.100.7:5080 or [2001:db8::1];transport=tcp: port 0 is none
                    rooms: {pins: {lobby: 12}}  | 1: rooms.pins.lobby must be a PIN of 4 to 16 digits
                    rooms: {pins: {lobby: abcd}} | 1: rooms.pins.lobby must be a PIN of 4 to 16 digits
                    rooms: {pins: {"a b": 1234}} | 1: rooms.pins has an entry "a b", which is no name
                    rooms: {pins: 1234}         | 1: rooms.pins is not a section of rooms and their PINs
                    trunks: [{name: a, hosts: [h], codecs: [pcmu, PCMU]}] | 1: trunks[0].codecs names a codec twice: PCMU, PCMU
                    trunks: [{name: a, hosts: [h], codecs: [g729]}] | 1: trunks[0].codecs is "g729"; it must be one of opus, G722, PCMU, PCMA
                    trunks: [{name: a, hosts: [h], srtp: maybe}] | 1: trunks[0].srtp is "maybe"; it must be one of off, optional, required
                    trunks: [{name: a, hosts: [h], invites-per-second: -1}] | 1: trunks[0].invites-per-second is "-1"; it must be a whole number from 0 to 100000
                    trunks: [{name: a, hosts: [h], register: true}] | 1: trunks[0].register needs hosts, username and password
                    trunks: [{name: a, hosts: [h], country-code: x}] | 1: trunks[0].country-code is "x"; it must be 1 to 3 digits as 49
                    trunks: [{name: a, hosts: [h], inbound: {addresses: private}}] | 1: trunks[0].inbound.addresses is "private"; it must be an address or a block such as 198.51.100.0/24: a trunk is some address, not a word
                    trunks: [{name: a, hosts: [h], inbound: {username: u}}] | 1: trunks[0].inbound.username and password belong together; give both or neither
                    trunks: [{name: a, hosts: [h], outbound: {prefixes: ["x"]}}] | 1: trunks[0].outbound.prefixes is "x"; it must be the beginning of a number as +49, or any
                    trunks: [{name: a, hosts: [h], outbound: {headers: [Via]}}] | 1: trunks[0].outbound.headers is "Via"; it must be the name of a header field that means nothing to SIP itself, as X-Account
                    trunks: [{name: a, hosts: [h], outbound: {numbers: e}}] | 1: trunks[0].outbound.numbers is "e"; it must be one of e164, digits, national, as-dialled
                    trunks: [{name: a, hosts: [h]}, {name: A, hosts: [i]}] | 1: trunks names a twice; each trunk once
                    routes: [{to: room}]        | 1: routes[0].match is missing; it must be a user part with * for any text and ? for one character
                    routes: [{match: x, to: out}] | 1: routes[0].to is "out"; it must be room, room:NAME, device, device:NAME, trunk, trunk:NAME, test:echo, test:milliwatt, test:sequence, test:silence or refuse
                    routes: [{match: x, answer: {progress: ring}}] | 1: routes[0].answer.progress is "ring"; it must be none, ringing, early-media
                    routes: [{match: x, answer: {progress: early-media}}] | 1: routes[0].answer.progress is early-media, which nobody hears where after is 0s
                    routes: [{match: x, answer: {after: 2m}}] | 1: routes[0].answer.after is "2m"; it must be a time from 0s to 1m, with its unit (500ms, 30s, 5m, 1h)
                    routes: [{match: x, to: "trunk:a"}] | 1: routes[0].to is trunk:a; there is no such trunk
                    routes: [{match: x, to: "device:a"}] | 1: routes[0].to is device:a; there is no such device
                    routes: [{match: x, from: "trunk:a"}] | 1: routes[0].from is trunk:a; there is no such trunk
                    log: {level: loud}          | 1: log.level is "loud"; it must be trace, debug, info, warn or error
                    [1, 2]                      | 1: the file holds a list; it must hold sections: sip:, http:, …
                    """)
    void tellsTheMistake(String yaml, String expected) {
        int colon = expected.indexOf(": ");
        int line = Integer.parseInt(expected.substring(0, colon));

        assertThat(mistakes(yaml, Map.of()))
                .containsExactly(new Mistake("patchbay.yaml", line, expected.substring(colon + 2)));
    }

    @Test
    void tellsAllMistakesAtOnceInTheOrderOfTheFile() {
        String yaml =
                """
                log:
                  level: loud
                sip:
                  prot: 5060
                  port: abc

                acess:
                  callers: any
                """;

        assertThat(mistakes(yaml, Map.of("PATCHBAY_HTTP_PORT", "x")))
                .extracting(Mistake::toString)
                .map(text -> text.substring(0, text.indexOf(' ')))
                .containsExactly(
                        "patchbay.yaml:2:",
                        "patchbay.yaml:4:",
                        "patchbay.yaml:5:",
                        "patchbay.yaml:7:",
                        "PATCHBAY_HTTP_PORT");
    }

    @Test
    void tellsAKeyThatIsSetTwice() {
        assertThat(mistakes("sip:\n  port: 1\n  realm: x\n  port: 2\n", Map.of()))
                .containsExactly(new Mistake("patchbay.yaml", 4, "port is set twice, first on line 2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip: [\n a: b", "sip:\n\tport: 1", "\u0000", "a: &x *y", "{", "%"})
    void tellsWhereAFileIsNotYaml(String yaml) {
        assertThat(mistakes(yaml, Map.of())).isNotEmpty().allSatisfy(mistake -> assertThat(mistake.what())
                .doesNotContain("\n"));
    }

    @Test
    void takesEachValueFromTheEnvironmentToo() throws ConfigException {
        Configuration configuration = ConfigLoader.parse(
                "sip: {port: 1111}\n",
                "patchbay.yaml",
                BASE,
                Map.of(
                        "PATCHBAY_SIP_PORT", "2222",
                        "PATCHBAY_HTTP_HTTPS_PORT", "3333",
                        "PATCHBAY_ACCESS_CALLERS", "loopback, 10.0.0.0/8",
                        "PATCHBAY_DEVICES", "alice:secret,bob:with:colon",
                        "PATCHBAY_SIP_REALM", "",
                        "PATCHBAY_HOME", "/not/ours"));

        assertThat(configuration.sip().port()).isEqualTo(2222);
        assertThat(configuration.http().httpsPort()).isEqualTo(3333);
        assertThat(configuration.access().callers().entries()).containsExactly("loopback", "10.0.0.0/8");
        assertThat(configuration.devices())
                .containsExactly(
                        new DeviceConfig("alice", new Secret("secret")),
                        new DeviceConfig("bob", new Secret("with:colon")));
        assertThat(configuration.sip().realm()).isEqualTo("patchbay");
    }

    @Test
    void tellsAMistypedVariable() {
        assertThat(mistakes("", Map.of("PATCHBAY_SIP_PROT", "1")))
                .extracting(Mistake::toString)
                .containsExactly(
                        "PATCHBAY_SIP_PROT (environment): no value has this name; did you mean PATCHBAY_SIP_PORT?");
    }

    @Test
    void keepsSecretsOutOfMessagesAndPrints() throws ConfigException {
        String password = "correct-horse";
        Configuration configuration = parse("devices: [{name: alice, password: " + password + "}]");

        assertThat(ConfigPrinter.print(configuration)).contains("alice").doesNotContain(password);
        assertThat(configuration.toString()).doesNotContain(password);
        assertThat(mistakes("", Map.of("PATCHBAY_DEVICES", "alice;" + password)))
                .noneMatch(mistake -> mistake.toString().contains(password));

        Configuration relayed = parse("media: {turn: [{url: turn:a, username: u, password: " + password + "}]}");
        assertThat(ConfigPrinter.print(relayed)).contains("turn:a:3478").doesNotContain(password);
        assertThat(relayed.toString()).doesNotContain(password);
    }

    @Test
    void printsWhatGivesTheSameConfiguration() throws ConfigException {
        Configuration configuration = parse(
                """
                rooms: {open: false, names: [a]}
                sip: {addresses: [192.0.2.1]}
                media: {advertise: [192.0.2.9, "stun:a.example:3479"], stun: [b.example], ice: full}
                trunks:
                - name: acme
                  hosts: ["sip.acme.example;transport=tcp", "sip.acme.example;transport=tls", "[2001:db8::1]:5080"]
                  country-code: 49
                  inbound: {addresses: [198.51.100.0/24], headers: [X-Account]}
                  outbound: {prefixes: ["+49", any], numbers: as-dialled}
                routes:
                - {match: "+4930*", from: "trunk:acme", strip: 5, prefix: r, to: room}
                - {match: "*", to: "room:a", answer: {progress: early-media, after: 5s, ring-tone: america}}
                """);

        assertThat(parse(ConfigPrinter.print(configuration))).isEqualTo(configuration);
    }

    @Test
    void readsTheFileOfTheWorkingDirectoryOrTheOneNamed(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("patchbay.yaml"), "sip: {port: 1111}");
        Files.createDirectory(directory.resolve("etc"));
        Files.writeString(directory.resolve("etc/other.yaml"), "sip: {port: 2222}");

        ConfigLoader usual = new ConfigLoader(Optional.empty(), directory, Map.of());
        ConfigLoader named = new ConfigLoader(Optional.of(Path.of("etc/other.yaml")), directory, Map.of());
        ConfigLoader missing = new ConfigLoader(Optional.of(Path.of("none.yaml")), directory, Map.of());

        assertThat(usual.load().sip().port()).isEqualTo(1111);
        assertThat(named.load().sip().port()).isEqualTo(2222);
        assertThat(named.load().data().directory()).isEqualTo(directory.resolve("etc/data"));
        assertThatThrownBy(missing::load)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none.yaml: there is no such file");
    }

    private static Configuration parse(String yaml) throws ConfigException {
        return ConfigLoader.parse(yaml, "patchbay.yaml", BASE, Map.of());
    }

    private static List<Mistake> mistakes(String yaml, Map<String, String> environment) {
        ConfigException thrown = catchThrowableOfType(
                ConfigException.class, () -> ConfigLoader.parse(yaml, "patchbay.yaml", BASE, environment));
        return thrown == null ? List.of() : thrown.mistakes();
    }
}
