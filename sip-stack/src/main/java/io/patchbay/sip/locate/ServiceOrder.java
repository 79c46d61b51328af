package io.patchbay.sip.locate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.xbill.DNS.SRVRecord;

/** The order in which servers are tried: by priority, within one by weighted lot (RFC 2782). */
final class ServiceOrder {
    private ServiceOrder() {}

    static List<SRVRecord> of(List<SRVRecord> records, Random lots) {
        List<SRVRecord> left = new ArrayList<>(records);
        // RFC 2782: those of weight 0 stand first, so that they have a small chance.
        left.sort(Comparator.comparingInt(SRVRecord::getPriority).thenComparingInt(SRVRecord::getWeight));
        List<SRVRecord> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            int priority = left.get(0).getPriority();
            int total = left.stream()
                    .filter(record -> record.getPriority() == priority)
                    .mapToInt(SRVRecord::getWeight)
                    .sum();
            int drawn = lots.nextInt(total + 1);
            int next = 0;
            for (int sum = left.get(0).getWeight();
                    sum < drawn;
                    sum += left.get(next).getWeight()) {
                next++;
            }
            ordered.add(left.remove(next));
        }
        return ordered;
    }
}
