package io.patchbay.testbeds.load;

/**
 * What a load delivered and what came back, from the beginning of a measurement to its end.
 *
 * @param seconds how long that was
 * @param sent packets to the target
 * @param received packets of the target, all sides together
 * @param toPhones of these, those to phones
 * @param lost packets to phones or listeners that are missing in their streams
 * @param late packets to phones that came more than 40 ms later than the promptest of their stream
 * @param silentPhones phones to which less than 95 of 100 packets came
 * @param silentListeners browsers to which nothing came
 * @param listened how many voices were listened for, by their marks
 * @param heard how many of these were heard
 * @param ownHeard phones that hear themselves
 * @param corePercent what the load itself took of the processors, in percent of one core
 */
public record LoadReport(
        double seconds,
        long sent,
        long received,
        long toPhones,
        long lost,
        long late,
        int silentPhones,
        int silentListeners,
        int listened,
        int heard,
        int ownHeard,
        double corePercent) {

    /** Packets that crossed the target. */
    public long packets() {
        return sent + received;
    }
}
