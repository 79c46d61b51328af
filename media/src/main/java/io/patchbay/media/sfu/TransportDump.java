package io.patchbay.media.sfu;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A transport at one moment.
 *
 * @param type {@code webrtc}, {@code plain} or {@code direct}
 * @param iceState null where it has no ICE
 * @param dtlsState null where it has no DTLS
 * @param tuple null where there is no path (yet)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TransportDump(
        String id,
        String type,
        IceState iceState,
        DtlsState dtlsState,
        TransportTuple tuple,
        List<ProducerDump> producers,
        List<ConsumerDump> consumers) {}
