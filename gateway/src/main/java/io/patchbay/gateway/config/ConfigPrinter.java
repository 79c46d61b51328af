package io.patchbay.gateway.config;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.patchbay.gateway.access.AddressList;
import io.patchbay.sip.ClientAuthentication;
import io.patchbay.sip.KeepAliveSettings.Whom;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Writes a configuration as the file that would give it, secrets masked. */
public final class ConfigPrinter {
    private static final ObjectMapper MASKED = mapper(secret -> Secret.MASK);
    private static final ObjectMapper REVEALED = mapper(Secret::reveal);

    private ConfigPrinter() {}

    public static String print(Configuration configuration) {
        try {
            return MASKED.writeValueAsString(configuration);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a configuration that cannot be written", e);
        }
    }

    /** With secrets as they are: to compare, never to show. */
    static JsonNode tree(Configuration configuration) {
        return REVEALED.valueToTree(configuration);
    }

    private static ObjectMapper mapper(Function<Secret, String> secrets) {
        YAMLFactory yaml = YAMLFactory.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                .build();
        SimpleModule ours = new SimpleModule()
                .addSerializer(Secret.class, written(secrets))
                .addSerializer(Duration.class, written(Durations::write))
                .addSerializer(Path.class, written(Path::toString))
                .addSerializer(PortRange.class, written(PortRange::toString))
                .addSerializer(StunHost.class, written(StunHost::toString))
                .addSerializer(TurnConfig.Url.class, written(TurnConfig.Url::toString))
                .addSerializer(Advertised.class, written(Advertised::toString))
                .addSerializer(TrunkHost.class, written(TrunkHost::toString))
                .addSerializer(
                        NumberFormat.class,
                        written(format -> format.name().toLowerCase(Locale.ROOT).replace('_', '-')))
                .addSerializer(InetAddress.class, written(InetAddress::getHostAddress))
                .addSerializer(
                        LogConfig.Level.class, written(level -> level.name().toLowerCase(Locale.ROOT)))
                .addSerializer(
                        ClientAuthentication.class,
                        written(authentication -> authentication.name().toLowerCase(Locale.ROOT)))
                .addSerializer(
                        MediaConfig.Srtp.class, written(srtp -> srtp.name().toLowerCase(Locale.ROOT)))
                .addSerializer(MediaConfig.Ice.class, written(ice -> ice.name().toLowerCase(Locale.ROOT)))
                .addSerializer(
                        IdentityHeader.class,
                        written(header -> header.name().toLowerCase(Locale.ROOT).replace('_', '-')))
                .addSerializer(Whom.class, written(RegistrarConfig::word))
                .addSerializer(AddressList.class, new AddressListSerializer())
                .addSerializer(new OptionalSerializer());
        return new ObjectMapper(yaml)
                .registerModule(ours)
                .setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
    }

    private static <T> JsonSerializer<T> written(Function<T, String> writer) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
                json.writeString(writer.apply(value));
            }
        };
    }

    private static final class AddressListSerializer extends JsonSerializer<AddressList> {
        @Override
        public void serialize(AddressList list, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writePOJO(list.entries());
        }
    }

    private static final class OptionalSerializer extends StdSerializer<Optional<?>> {
        private static final long serialVersionUID = 1L;

        OptionalSerializer() {
            super(Optional.class, false);
        }

        @Override
        public void serialize(Optional<?> value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (value.isPresent()) {
                json.writePOJO(value.get());
            } else {
                json.writeString("");
            }
        }
    }
}
