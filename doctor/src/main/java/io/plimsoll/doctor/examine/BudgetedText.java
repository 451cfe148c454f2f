package io.plimsoll.doctor.examine;

/**
 * A text that may be looked at so many times: a regular expression that tries too many ways to
 * match ends with {@link Exhausted}, however it was written. For one thread.
 */
final class BudgetedText implements CharSequence {

    /** The longest match of our own rules takes a few thousand; this is some 20 ms. */
    static final int STANDARD_LOOKS = 2_000_000;

    private final String text;
    private int looks;

    BudgetedText(String text, int looks) {
        this.text = text;
        this.looks = looks;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (--looks < 0) {
            throw new Exhausted();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }

    /** The text was looked at too often. It has no stack trace. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("too many looks at a line", null, false, false);
        }
    }
}
