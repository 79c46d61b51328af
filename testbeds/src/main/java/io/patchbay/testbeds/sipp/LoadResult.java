package io.patchbay.testbeds.sipp;

import java.util.List;

/**
 * What became of a load.
 *
 * @param created calls that SIPp began
 * @param successful calls that went by the scenario to their end
 * @param failed calls that did not
 * @param retransmissions messages that SIPp sent again, for want of an answer
 * @param seconds from its start to the end of the last call
 */
public record LoadResult(long created, long successful, long failed, long retransmissions, double seconds) {

    /** None failed, and nothing had to be said twice. */
    public boolean isClean() {
        return created > 0 && successful == created && failed == 0 && retransmissions == 0;
    }

    public double callsPerSecond() {
        return seconds > 0 ? successful / seconds : 0;
    }

    /** The totals of SIPp's statistics file: its last row, below the names of the columns. */
    static LoadResult parse(List<String> lines) {
        if (lines.size() < 2) {
            throw new IllegalStateException("SIPp wrote no statistics");
        }
        List<String> names = List.of(lines.get(0).split(";"));
        String[] row = lines.get(lines.size() - 1).split(";");
        return new LoadResult(
                number(names, row, "TotalCallCreated"),
                number(names, row, "SuccessfulCall(C)"),
                number(names, row, "FailedCall(C)"),
                number(names, row, "Retransmissions(C)"),
                time(names, row, "CurrentTime") - time(names, row, "StartTime"));
    }

    private static long number(List<String> names, String[] row, String name) {
        return Long.parseLong(row[column(names, name)].strip());
    }

    private static int column(List<String> names, String name) {
        int column = names.indexOf(name);
        if (column < 0) {
            throw new IllegalStateException("SIPp's statistics have no column " + name + ", but " + names);
        }
        return column;
    }

    /** Seconds since 1970: the last of date, time of day and this, with tabs between them. */
    private static double time(List<String> names, String[] row, String name) {
        String[] parts = row[column(names, name)].split("\t");
        return Double.parseDouble(parts[parts.length - 1]);
    }
}
