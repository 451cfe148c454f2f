package io.plimsoll.serde;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * A type with its type arguments, which a class literal cannot name: {@code new
 * TypeReference<List<String>>() {}}.
 *
 * @param <T> the type
 */
public abstract class TypeReference<T> {

    private final Type type;

    /** Takes the type from the class declaration of the subclass. */
    protected TypeReference() {
        if (!(getClass().getGenericSuperclass() instanceof ParameterizedType superclass)) {
            throw new IllegalArgumentException(
                    "class="
                            + getClass().getName()
                            + " (expected new TypeReference<SomeType>() {})");
        }
        this.type = superclass.getActualTypeArguments()[0];
    }

    /** Returns the type. */
    public final Type type() {
        return type;
    }

    @Override
    public final String toString() {
        return type.getTypeName();
    }
}
