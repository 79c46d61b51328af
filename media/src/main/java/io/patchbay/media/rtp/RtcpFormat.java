package io.patchbay.media.rtp;

/** Packet types and feedback formats of RTCP, as the standards number them. */
final class RtcpFormat {
    static final int HEADER = 4;

    // RFC 3550 §12.1, RFC 4585 §6.1, RFC 3611 §2
    static final int SR = 200;
    static final int RR = 201;
    static final int SDES = 202;
    static final int BYE = 203;
    static final int RTPFB = 205;
    static final int PSFB = 206;
    static final int XR = 207;

    static final int SDES_CNAME = 1; // RFC 3550 §6.5.1

    static final int RTPFB_NACK = 1; // RFC 4585 §6.2.1
    static final int RTPFB_TRANSPORT_CC = 15; // draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1

    static final int PSFB_PLI = 1; // RFC 4585 §6.3.1
    static final int PSFB_FIR = 4; // RFC 5104 §4.3.1
    static final int PSFB_APPLICATION = 15; // RFC 4585 §6.4; REMB lives here

    static final long REMB_NAME = 0x52454D42L; // "REMB", draft-alvestrand-rmcat-remb-03 §2.2

    static final int REPORT_BLOCK = 24;

    private RtcpFormat() {}
}
