package io.plimsoll.doctor.jvm;

/** The units in which HotSpot writes sizes. */
final class Units {

    private static final String POWERS = "BKMGT";
    private static final int SHIFT_PER_UNIT = 10;

    private Units() {}

    /**
     * Returns a size in bytes.
     *
     * @param number at most 15 digits, perhaps with a fraction
     * @param unit what it begins with decides: B, K, M, G, T; nothing stands for bytes
     */
    static long bytes(String number, String unit) {
        int power = unit.isEmpty() ? 0 : Math.max(0, POWERS.indexOf(unit.charAt(0)));
        double bytes = Double.parseDouble(number) * (1L << (SHIFT_PER_UNIT * power));
        return bytes >= 0x1p61 ? 0 : (long) bytes;
    }
}
