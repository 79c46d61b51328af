package io.patchbay.testbeds.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void dotsOfNamesLeadIntoObjectsOfTheJson() {
        Report report = new Report("x", Map.of(), Map.of("peer.sipp_uas.calls_per_second", 7.0, "failed", 0.0));

        assertThat(report.json())
                .containsEntry("failed", 0.0)
                .containsEntry("peer", Map.of("sipp_uas", Map.of("calls_per_second", 7.0)));
    }

    @Test
    void anOptionWithoutAValueIsTrue() {
        assertThat(Main.options(List.of("--quick", "--json", "file", "--all")))
                .isEqualTo(Map.of("quick", "true", "json", "file", "all", "true"));
    }
}
