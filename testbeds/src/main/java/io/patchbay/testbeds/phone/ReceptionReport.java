package io.patchbay.testbeds.phone;

import java.time.Duration;

/**
 * What a phone's RTP socket has received of its audio since the call began.
 *
 * @param packets audio packets
 * @param lost by the sequence numbers
 * @param misordered packets that came after a later one
 * @param repeated packets that came twice
 * @param timestampJumps neighbours in sequence whose timestamps don't differ by one packet's duration
 * @param streams SSRCs seen
 * @param longestGap between two arrivals
 * @param notRtp packets that are neither RTP nor RTCP
 * @param rtcp RTCP packets
 */
public record ReceptionReport(
        long packets,
        long lost,
        long misordered,
        long repeated,
        long timestampJumps,
        int streams,
        Duration longestGap,
        long notRtp,
        long rtcp) {}
