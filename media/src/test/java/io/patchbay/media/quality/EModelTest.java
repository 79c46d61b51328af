package io.patchbay.media.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EModelTest {
    /** ITU-T G.107 §7.7: all parameters at their defaults. */
    @Test
    void ratesAConnectionWithoutFaultsAsTheRecommendationDoes() {
        double rating = EModel.rating(0, CodecImpairment.G711, 0, 1);
        assertThat(rating).isCloseTo(93.2, within(0.05));
        assertThat(EModel.mos(rating)).isCloseTo(4.41, within(0.005));
    }

    /** ITU-T G.107 Annex B, Table B.1; the ends by its formula. */
    @ParameterizedTest
    @CsvSource({
        "-1, 1",
        "0, 1",
        "3, 1",
        "50, 2.58",
        "60, 3.10",
        "70, 3.60",
        "80, 4.03",
        "90, 4.34",
        "100, 4.5",
        "120, 4.5"
    })
    void turnsRatingsIntoMeanOpinionScores(double rating, double mos) {
        assertThat(EModel.mos(rating)).isCloseTo(mos, within(0.011));
    }

    /** The impairments of G.711 with concealment and random loss that ITU-T G.113 Appendix I lists (its 2001 table). */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 5", "2, 7", "3, 10", "5, 15", "7, 20", "10, 25"})
    void losesForLossWhatTheTableOfG113Says(double lossPercent, double impairment) {
        double lost =
                EModel.rating(0, CodecImpairment.G711, 0, 1) - EModel.rating(0, CodecImpairment.G711, lossPercent, 1);
        assertThat(lost).isCloseTo(impairment, within(2.2));
    }

    /** The well-known fit of the model's delay curve, 0.024 d + 0.11 (d - 177.3) from 177.3 ms on (Cole and Rosenbluth, 2001). */
    @ParameterizedTest
    @CsvSource({"20", "50", "100", "150", "200", "250", "300"})
    void losesForDelayWhatIsKnownOfTheModel(double millis) {
        double fit = 0.024 * millis + 0.11 * Math.max(0, millis - 177.3);
        double lost = EModel.rating(0, CodecImpairment.G711, 0, 1) - EModel.rating(millis, CodecImpairment.G711, 0, 1);
        assertThat(lost).isCloseTo(fit, within(2.0));
    }

    /** ITU-T G.107 §7.5: the same loss in bursts is worse. */
    @Test
    void ratesBurstsBelowRandomLoss() {
        double random = EModel.rating(0, CodecImpairment.G711, 5, 1);
        double bursts = EModel.rating(0, CodecImpairment.G711, 5, 4);
        assertThat(random - bursts).isCloseTo(95 * 5 / (5 / 4.0 + 25.1) - 95 * 5 / (5 + 25.1), within(1e-9));
        assertThat(bursts).isLessThan(random - 2);
    }
}
