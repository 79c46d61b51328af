package io.patchbay.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.gateway.call.KeyTwins.Way;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTwinsTest {
    /** Each word is a key, its way (m or i) and when it came in milliseconds. */
    @ParameterizedTest
    @CsvSource({
        "one way alone,            '1m0 1m200 1m400',             111",
        "the other way alone,      '1i0 1i200 1i400',             111",
        "both ways,                '1m0 1i50 2m300 2i360',        12",
        "INFO first,               '1i0 1m50 2i300 2m360',        12",
        "INFO at the key's end,    '1m0 1i800',                   1",
        "a key pressed twice both, '1m0 1i90 1m300 1i390',        11",
        "bunched together,         '1m0 1m200 1i210 1i220',       11",
        "two presses far apart,    '1m0 1i1500',                  11",
        "different keys,           '1m0 2i10',                    12",
    })
    void eachPressCountsOnce(String why, String news, String pressed) {
        KeyTwins twins = new KeyTwins();
        StringBuilder keys = new StringBuilder();
        for (String word : news.split(" ")) {
            Way way = word.charAt(1) == 'm' ? Way.MEDIA : Way.INFO;
            if (!twins.isTwin(word.charAt(0), way, Long.parseLong(word.substring(2)) * 1_000_000)) {
                keys.append(word.charAt(0));
            }
        }
        assertThat(keys.toString()).as(why).isEqualTo(pressed);
    }
}
