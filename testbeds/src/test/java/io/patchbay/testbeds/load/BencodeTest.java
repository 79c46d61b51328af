package io.patchbay.testbeds.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BencodeTest {

    @Test
    void readsWhatItWrites() {
        Map<String, Object> offer = new LinkedHashMap<>();
        offer.put("command", "offer");
        offer.put("codec", Map.of("mask", List.of("all")));
        String text = Bencode.write(offer);
        assertEquals("d7:command5:offer5:codecd4:maskl3:allee" + "e", text);
        assertEquals(offer, Bencode.read(text));
    }

    @Test
    void readsNumbers() {
        assertEquals(Map.of("created", "-12"), Bencode.read("d7:createdi-12ee"));
    }
}
