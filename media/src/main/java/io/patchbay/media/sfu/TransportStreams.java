package io.patchbay.media.sfu;

import io.patchbay.media.rtp.HeaderExtensions;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.rtp.SsrcTable;
import java.nio.charset.StandardCharsets;

/** The producers and consumers of one transport, and which of them a packet is for. Belongs to the router's loop. */
final class TransportStreams {
    private final SnapshotList<Producer> producers = new SnapshotList<>();
    private final SnapshotList<Consumer> consumers = new SnapshotList<>();
    private final SsrcTable<Producer> producersBySsrc = new SsrcTable<>();
    private final SsrcTable<Consumer> consumersBySsrc = new SsrcTable<>();
    private int midExtension; // HeaderExtensionIds.NONE while no producer has it; the same for all of a transport

    SnapshotList<Producer> producers() {
        return producers;
    }

    SnapshotList<Consumer> consumers() {
        return consumers;
    }

    Producer producer(long ssrc) {
        return producersBySsrc.get(ssrc);
    }

    Consumer consumer(long ssrc) {
        return consumersBySsrc.get(ssrc);
    }

    /** @throws RtpParametersException where a producer that is there could not be told from one with {@code parameters} */
    void assertDistinct(RtpParameters parameters) {
        Long ssrc = parameters.encodings().get(0).ssrc();
        if (ssrc != null && producersBySsrc.get(ssrc) != null) {
            throw new RtpParametersException("another producer of this transport has SSRC " + ssrc);
        }
        if (parameters.mid() != null && producerByMid(parameters.mid()) != null) {
            throw new RtpParametersException("another producer of this transport has MID " + parameters.mid());
        }
    }

    void add(Producer producer) {
        producers.add(producer);
        if (producer.stream() != null) {
            producersBySsrc.put(producer.stream().ssrc(), producer);
        }
        int mid = HeaderExtensionIds.idOf(producer.rtpParameters().headerExtensions(), HeaderExtensions.MID);
        midExtension = mid == HeaderExtensionIds.NONE ? midExtension : mid;
    }

    void remove(Producer producer) {
        producers.remove(producer);
        if (producer.stream() != null) {
            producersBySsrc.remove(producer.stream().ssrc());
        }
    }

    void add(Consumer consumer) {
        consumers.add(consumer);
        consumersBySsrc.put(consumer.ssrc(), consumer);
    }

    void remove(Consumer consumer) {
        consumers.remove(consumer);
        consumersBySsrc.remove(consumer.ssrc());
    }

    /** The producer that {@code packet} is of, or null. */
    Producer producerOf(RtpPacket packet) {
        Producer producer = producersBySsrc.get(packet.ssrc());
        return producer == null ? learnByMid(packet) : producer;
    }

    /** RFC 9143 §9.2: a packet whose SSRC is new belongs to the producer whose MID it carries. */
    private Producer learnByMid(RtpPacket packet) {
        int at = midExtension == HeaderExtensionIds.NONE ? -1 : packet.findExtension(midExtension);
        if (at < 0) {
            return null;
        }
        String mid = new String(packet.buffer(), at, packet.extensionLength(at), StandardCharsets.UTF_8);
        Producer producer = producerByMid(mid);
        if (producer == null || producer.stream() != null) {
            return null;
        }
        producer.learnSsrc(packet.ssrc());
        producersBySsrc.put(packet.ssrc(), producer);
        return producer;
    }

    private Producer producerByMid(String mid) {
        for (Producer producer : producers) {
            if (mid.equals(producer.rtpParameters().mid())) {
                return producer;
            }
        }
        return null;
    }
}
