package io.patchbay.gateway.room;

import io.patchbay.media.audio.AudioBridge;
import io.patchbay.media.audio.RemoteAudio;
import io.patchbay.media.audio.RemoteAudioConfig;
import io.patchbay.media.rtp.HeaderExtensions;
import io.patchbay.media.sfu.Consumer;
import io.patchbay.media.sfu.ConsumerOptions;
import io.patchbay.media.sfu.DirectTransport;
import io.patchbay.media.sfu.Producer;
import io.patchbay.media.sfu.Router;
import io.patchbay.media.sfu.RtpHeaderExtensionParameters;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Brings the browsers' audio to the phones: each Producer is consumed once for the whole room, and only while a phone is here.
 * Belongs to the room's loop.
 */
final class PhonesEar implements AutoCloseable {
    private final AudioBridge bridge;
    private final Router router;
    private final DirectTransport transport;
    private final Map<Producer, Heard> producers = new LinkedHashMap<>(); // the value is null while no phone is here
    private int phones;

    PhonesEar(Router router, AudioBridge bridge) {
        this.router = router;
        this.bridge = bridge;
        this.transport = router.createDirectTransport();
    }

    /** So many phones came (or, below zero, left). */
    void phonesCame(int count) {
        boolean listened = phones > 0;
        phones += count;
        if (listened == phones > 0) {
            return;
        }
        if (listened) {
            producers.replaceAll((producer, heard) -> {
                heard.close();
                return null;
            });
        } else {
            producers.replaceAll((producer, nothing) -> listen(producer));
        }
    }

    void add(Producer producer) {
        producers.put(producer, phones > 0 ? listen(producer) : null);
    }

    void remove(Producer producer) {
        Heard heard = producers.remove(producer);
        if (heard != null) {
            heard.close();
        }
    }

    @Override
    public void close() {
        producers.values().stream().filter(heard -> heard != null).forEach(Heard::close);
        producers.clear();
        transport.close();
    }

    private Heard listen(Producer producer) {
        Consumer consumer = transport.consume(ConsumerOptions.of(producer.id(), router.rtpCapabilities()));
        int levelId = consumer.rtpParameters().headerExtensions().stream()
                .filter(extension -> extension.uri().equals(HeaderExtensions.AUDIO_LEVEL))
                .mapToInt(RtpHeaderExtensionParameters::id)
                .findFirst()
                .orElse(0);
        int payloadType = consumer.rtpParameters().codecs().get(0).payloadType();
        RemoteAudio audio = bridge.addRemote(new RemoteAudioConfig(producer.id(), payloadType, levelId));
        consumer.sink(audio);
        return new Heard(consumer, audio);
    }

    private record Heard(Consumer consumer, RemoteAudio audio) {
        void close() {
            consumer.close();
            audio.close();
        }
    }
}
