package io.patchbay.media.sfu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFramesTest {

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "VP8, 10 00, true, first packet of a key frame",
        "VP8, 10 01, false, first packet of an interframe",
        "VP8, 00 00, false, later packet of a key frame",
        "VP8, 11 00, false, another partition",
        "VP8, 90 80 12 00, true, with a 7-bit picture id",
        "VP8, 90 80 92 34 00, true, with a 15-bit picture id",
        "VP8, 90 80 92 34 01, false, interframe with a 15-bit picture id",
        "VP8, 90 e0 92 34 05 40 00, true, with picture id and layers",
        "VP8, 90 f0 92 34 05 40 01, false, interframe with picture id and layers",
        "VP8, 90 80 92, false, cut within the picture id",
        "VP8, 90, false, cut after the first byte",
        "VP8, 10, false, without a payload header",
        "H264, 67 42 e0 1f, true, sequence parameter set",
        "H264, 68 ce, false, picture parameter set",
        "H264, 65 88, false, key slice without parameters",
        "H264, 41 9a, false, slice",
        "H264, 18 00 02 67 42 00 02 68 ce, true, aggregate that begins with parameters",
        "H264, 18 00 02 09 10 00 02 67 42, true, aggregate with parameters second",
        "H264, 18 00 02 09 10, false, aggregate without parameters",
        "H264, 18 ff ff 41, false, aggregate whose length lies",
        "H264, 7c 87 42, true, first fragment of parameters",
        "H264, 7c 07 42, false, later fragment of parameters",
        "H264, 7c 85 42, false, first fragment of a key slice",
        "H264, 7c, false, cut fragment",
        "OPAQUE, 00, true, a codec that we cannot look into",
    })
    void tellsWhereAKeyFrameBegins(KeyFrames codec, String payload, boolean begins, String what) {
        byte[] bytes = HexFormat.of().parseHex(payload.replace(" ", ""));
        assertThat(codec.beginsAt(bytes, 0, bytes.length)).as(what).isEqualTo(begins);
    }
}
