package io.plimsoll.cli.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of things, and says of what is none what would be one. */
public final class WholeNumber implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException notOne) {
            throw new TypeConversionException(
                    "'%s' is not a number (expected whole numbers up to %d, such as 10)"
                            .formatted(text, Integer.MAX_VALUE));
        }
    }
}
