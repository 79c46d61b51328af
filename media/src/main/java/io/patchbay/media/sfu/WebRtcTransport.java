package io.patchbay.media.sfu;

import java.util.List;

/** A browser's transport: ICE-lite, DTLS-SRTP, on its loop's WebRTC ports. */
public final class WebRtcTransport extends Transport {
    WebRtcTransport() {}

    public IceParameters iceParameters() {
        throw new UnsupportedOperationException();
    }

    public List<IceCandidate> iceCandidates() {
        throw new UnsupportedOperationException();
    }

    public DtlsParameters dtlsParameters() {
        throw new UnsupportedOperationException();
    }

    public IceState iceState() {
        throw new UnsupportedOperationException();
    }

    public DtlsState dtlsState() {
        throw new UnsupportedOperationException();
    }

    /**
     * Says which certificate the browser shows. Once.
     *
     * @throws IllegalStateException where it was called before
     * @throws RtpParametersException where no fingerprint is of an algorithm we know
     */
    public void connect(DtlsParameters remote) {
        throw new UnsupportedOperationException();
    }

    /** Makes new credentials; the old ones stay good until the new ones are used. */
    public IceParameters restartIce() {
        throw new UnsupportedOperationException();
    }

    /** Changes what the browser may send over this transport, in bits a second. */
    public void maxIncomingBitrate(long bitsPerSecond) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TransportDump dump() {
        throw new UnsupportedOperationException();
    }
}
