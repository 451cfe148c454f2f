package io.plimsoll.serde;

import io.plimsoll.serde.container.ArraySerializer;
import io.plimsoll.serde.container.CollectionKind;
import io.plimsoll.serde.container.CollectionSerializer;
import io.plimsoll.serde.container.MapKind;
import io.plimsoll.serde.container.MapSerializer;
import io.plimsoll.serde.container.NullableSerializer;
import io.plimsoll.serde.container.OptionalSerializer;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.value.BasicTypes;
import io.plimsoll.serde.value.EnumSerializer;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes serializers.
 *
 * <pre>{@code
 * record Trade(long time, String symbol, @Nullable BigDecimal price) {}
 *
 * TypeSerializer<Trade> trades = TypeSerializers.of(Trade.class);
 * TypeSerializer<Map<String, List<Trade>>> books =
 *     TypeSerializers.of(new TypeReference<Map<String, List<Trade>>>() {});
 * }</pre>
 *
 * <p>Fields, elements of collections, keys and values of maps may be null. A {@code List} comes
 * back as {@link ArrayList}, a {@code Set} as {@link LinkedHashSet}, a {@code Map} as {@link
 * java.util.LinkedHashMap}, a class of collections as itself: changeable and in the order in which
 * they were written. {@link TypeSerializer#copy} copies them deeply.
 *
 * <p>Thread rule: all methods and all serializers may be used by any number of threads.
 */
public final class TypeSerializers {

    private TypeSerializers() {}

    /**
     * Returns the serializer of a type that needs no type arguments.
     *
     * @param type a primitive or its box, String, BigInteger, BigDecimal, UUID, a type of
     *     java.time, an enum, a record, a sealed type of such, a class of plain objects (with a
     *     constructor without parameters and fields that are not final), or an array of such
     * @throws IllegalArgumentException if there is none; says why, and what would do
     */
    public static <T> TypeSerializer<T> of(Class<T> type) {
        return TypeSerializerFactory.PLAIN.of(type);
    }

    /**
     * Returns the serializer of a type with type arguments: those of {@link #of(Class)}, generic
     * ones too, and collections, maps and Optional.
     *
     * @throws IllegalArgumentException if there is none; says why, and what would do
     */
    public static <T> TypeSerializer<T> of(TypeReference<T> type) {
        return TypeSerializerFactory.PLAIN.of(type);
    }

    /**
     * Returns the serializer of a type as reflection tells it.
     *
     * @throws IllegalArgumentException if there is none; says why, and what would do
     */
    public static TypeSerializer<?> of(Type type) {
        return TypeSerializerFactory.PLAIN.of(type);
    }

    /**
     * Returns the serializer of a type in a package that is neither exported nor open.
     *
     * @param type the type
     * @param lookup {@code MethodHandles.lookup()} of a class that sees it and the types inside it
     * @throws IllegalArgumentException if there is none; says why, and what would do
     */
    public static <T> TypeSerializer<T> of(Class<T> type, MethodHandles.Lookup lookup) {
        return factory().lookup(lookup).of(type);
    }

    /** Returns a factory for serializers by rules of one's own. */
    public static TypeSerializerFactory factory() {
        return TypeSerializerFactory.PLAIN;
    }

    /** Returns the serializer of a record that this module can see, as {@link #of(Class)} does. */
    public static <T extends Record> TypeSerializer<T> ofRecord(Class<T> type) {
        return of(type);
    }

    /**
     * Returns the serializer of a record in a package that is neither exported nor open.
     *
     * @param type the record
     * @param lookup {@code MethodHandles.lookup()} of a class that sees it and the records inside
     *     it
     * @throws IllegalArgumentException if it does not, or a component has no serializer
     */
    public static <T extends Record> TypeSerializer<T> ofRecord(
            Class<T> type, MethodHandles.Lookup lookup) {
        return of(type, lookup);
    }

    /** Returns the serializer of {@code int}. */
    public static TypeSerializer<Integer> ofInt() {
        return BasicTypes.INT;
    }

    /** Returns the serializer of {@code long}. */
    public static TypeSerializer<Long> ofLong() {
        return BasicTypes.LONG;
    }

    /** Returns the serializer of {@code double}. */
    public static TypeSerializer<Double> ofDouble() {
        return BasicTypes.DOUBLE;
    }

    /** Returns the serializer of texts of any length and content. */
    public static TypeSerializer<String> ofString() {
        return BasicTypes.STRING;
    }

    /** Returns the serializer of byte arrays. */
    public static TypeSerializer<byte[]> ofBytes() {
        return of(byte[].class);
    }

    /** Returns the serializer of the constants of an enum. */
    public static <E extends Enum<E>> TypeSerializer<E> ofEnum(Class<E> type) {
        return new EnumSerializer<>(type);
    }

    /** Returns the serializer of lists, for elements that may be null. */
    public static <E> TypeSerializer<List<E>> ofList(TypeSerializer<E> element) {
        return new CollectionSerializer<>(CollectionKind.LIST, element);
    }

    /** Returns the serializer of sets, for elements that may be null. */
    public static <E> TypeSerializer<Set<E>> ofSet(TypeSerializer<E> element) {
        return new CollectionSerializer<>(CollectionKind.SET, element);
    }

    /** Returns the serializer of maps, for keys and values that may be null. */
    public static <K, V> TypeSerializer<Map<K, V>> ofMap(
            TypeSerializer<K> key, TypeSerializer<V> value) {
        return new MapSerializer<>(MapKind.MAP, key, value);
    }

    /** Returns the serializer of objects that may be absent. */
    public static <T> TypeSerializer<Optional<T>> ofOptional(TypeSerializer<T> value) {
        return new OptionalSerializer<>(value);
    }

    /** Returns the serializer of arrays of objects, which may be null. */
    public static <E> TypeSerializer<E[]> ofArray(
            Class<E> componentType, TypeSerializer<E> component) {
        return ArraySerializer.of(componentType, component);
    }

    /** Returns a serializer that also takes null, which costs one byte for every object. */
    public static <T> TypeSerializer<@Nullable T> nullable(TypeSerializer<T> value) {
        return new NullableSerializer<>(value);
    }
}
