package io.patchbay.sip;

import java.util.List;

/** Why a call ended. The log, the API, the call record, the metrics and the console all show this one value. */
public sealed interface EndReason {

    /** Every {@link #code} there is. */
    List<String> CODES = List.of("hung-up", "cancelled", "refused", "timed-out", "failed");

    /** A short stable word for metrics and records, one of {@link #CODES}. */
    String code();

    /** The SIP status that fits, 200 for calls that ended as they should. */
    int sipStatus();

    /** One sentence for people. */
    String text();

    /** Who acted: the far end of the SIP dialog, or this appliance. */
    enum Side {
        REMOTE,
        LOCAL
    }

    /** A BYE on an established call. {@code why} is empty where the far end gave no Reason. */
    record HungUp(Side by, String why) implements EndReason {
        @Override
        public String code() {
            return "hung-up";
        }

        @Override
        public int sipStatus() {
            return 200;
        }

        @Override
        public String text() {
            return (by == Side.REMOTE ? "the far end hung up" : "hung up here") + (why.isEmpty() ? "" : ": " + why);
        }
    }

    /** Given up before it was answered: CANCEL from either side (RFC 3261 §9). */
    record Cancelled(Side by, String why) implements EndReason {
        @Override
        public String code() {
            return "cancelled";
        }

        @Override
        public int sipStatus() {
            return 487;
        }

        @Override
        public String text() {
            return (by == Side.REMOTE ? "the caller gave up" : "cancelled here") + (why.isEmpty() ? "" : ": " + why);
        }
    }

    /** Another phone that rang for the same call was quicker (RFC 3326 §2): this one shows no missed call. */
    record AnsweredElsewhere() implements EndReason {
        @Override
        public String code() {
            return "cancelled";
        }

        @Override
        public int sipStatus() {
            return 200;
        }

        @Override
        public String text() {
            return "Call completed elsewhere";
        }
    }

    /** Turned down with a final response, by us or by the far end. */
    record Refused(Side by, Refusal refusal) implements EndReason {
        @Override
        public String code() {
            return "refused";
        }

        @Override
        public int sipStatus() {
            return refusal.status();
        }

        @Override
        public String text() {
            return (by == Side.REMOTE ? "the far end refused: " : "refused: ") + refusal.status() + " "
                    + refusal.phrase() + (refusal.explanation().isEmpty() ? "" : ": " + refusal.explanation());
        }
    }

    /** Something that had to come did not: {@code waitingFor} names it, as {@code "ACK"}. */
    record TimedOut(String waitingFor) implements EndReason {
        @Override
        public String code() {
            return "timed-out";
        }

        @Override
        public int sipStatus() {
            return 408;
        }

        @Override
        public String text() {
            return "no " + waitingFor + " in time";
        }
    }

    /** A fault: {@code doing} says during what, {@code problem} what went wrong. */
    record Failed(String doing, String problem) implements EndReason {
        @Override
        public String code() {
            return "failed";
        }

        @Override
        public int sipStatus() {
            return 500;
        }

        @Override
        public String text() {
            return doing + " failed: " + problem;
        }
    }
}
