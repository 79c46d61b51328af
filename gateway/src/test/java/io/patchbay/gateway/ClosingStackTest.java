package io.patchbay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingStackTest {
    @Test
    void closesInTheOppositeOrderOnceEachWhateverFails() {
        List<String> closed = new ArrayList<>();
        ClosingStack stack = new ClosingStack();
        stack.add("first", () -> closed.add("first"));
        stack.add("second", () -> {
            closed.add("second");
            throw new IllegalStateException("on purpose");
        });
        stack.add("third", () -> closed.add("third"));

        stack.close();
        stack.close();

        assertThat(closed).containsExactly("third", "second", "first");
    }
}
