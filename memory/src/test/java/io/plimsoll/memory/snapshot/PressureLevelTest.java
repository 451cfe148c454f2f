package io.plimsoll.memory.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PressureLevelTest {

    @Test
    void aLevelIsEnteredAtItsThresholdAndLeftBelowIt() {
        PressureLevel level = PressureLevel.NORMAL;
        StringBuilder changes = new StringBuilder();
        for (int percent = 0; percent <= 100; percent++) {
            PressureLevel next = level.next(percent, 100);
            if (next != level) {
                changes.append(percent).append(next).append(' ');
            }
            level = next;
        }
        for (int percent = 100; percent >= 0; percent--) {
            PressureLevel next = level.next(percent, 100);
            if (next != level) {
                changes.append(percent).append(next).append(' ');
            }
            level = next;
        }
        assertThat(changes.toString().trim())
                .isEqualTo("75ELEVATED 90HIGH 97CRITICAL 91HIGH 84ELEVATED 69NORMAL");
    }

    @Test
    void aBudgetOfNothingIsFull() {
        assertThat(PressureLevel.NORMAL.next(0, 0)).isEqualTo(PressureLevel.CRITICAL);
        assertThat(PressureLevel.CRITICAL.next(0, Long.MAX_VALUE)).isEqualTo(PressureLevel.NORMAL);
        assertThat(PressureLevel.NORMAL.next(Long.MAX_VALUE, Long.MAX_VALUE))
                .isEqualTo(PressureLevel.CRITICAL);
    }
}
