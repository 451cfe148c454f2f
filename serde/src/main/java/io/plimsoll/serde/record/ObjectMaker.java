package io.plimsoll.serde.record;

import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects of values that came in another order, or not at all; for older bytes.
 *
 * @param type the class
 * @param maker of type (Object[])Object for the components of a record, ()Object for a plain object
 * @param components have setters if it is a plain object
 */
record ObjectMaker<T>(Class<T> type, MethodHandle maker, List<Component> components) {

    static <T> ObjectMaker<T> of(
            Class<T> type, MethodHandle constructor, List<Component> components) {
        MethodHandle maker =
                constructor.type().parameterCount() == 0
                        ? constructor.asType(MethodType.methodType(Object.class))
                        : constructor
                                .asSpreader(Object[].class, components.size())
                                .asType(MethodType.methodType(Object.class, Object[].class));
        return new ObjectMaker<>(type, maker, components);
    }

    /** Makes an object; what is not given is the default, or what a plain object starts with. */
    T make(@Nullable Object[] values, boolean[] given, DataInputView source) throws IOException {
        try {
            if (maker.type().parameterCount() > 0) {
                return type.cast((Object) maker.invokeExact(values));
            }
            Object object = (Object) maker.invokeExact();
            for (int i = 0; i < values.length; i++) {
                MethodHandle setter = components.get(i).setter();
                if (given[i] && setter != null) {
                    setter.invoke(object, values[i]);
                }
            }
            return type.cast(object);
        } catch (RuntimeException refusal) {
            throw new SerializationException(
                    "type=" + type.getSimpleName() + " refuses its components: " + refusal,
                    source.getReadPosition(),
                    refusal);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new SerializationException(
                    "type=" + type.getSimpleName() + " refuses its components: " + e,
                    source.getReadPosition(),
                    e);
        }
    }
}
