package io.plimsoll.serde;

import io.plimsoll.serde.fallback.ObjectCodec;
import io.plimsoll.serde.type.TypeSerializer;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes serializers by rules of one's own: serializers for certain classes, the classes that an
 * interface may stand for, what to do with all else.
 *
 * <pre>{@code
 * TypeSerializer<Order> orders =
 *     TypeSerializers.factory()
 *         .register(Money.class, new MoneySerializer())
 *         .union(Payment.class, CardPayment.class, CashPayment.class)
 *         .fallback(JavaObjectCodec.allowing(Locale.class))
 *         .of(Order.class);
 * }</pre>
 *
 * <p>Thread rule: immutable; each method that adds a rule returns another factory.
 */
public final class TypeSerializerFactory {

    static final TypeSerializerFactory PLAIN =
            new TypeSerializerFactory(null, Map.of(), Map.of(), null);

    private final MethodHandles.@Nullable Lookup lookup;
    private final Map<Class<?>, TypeSerializer<?>> serializers;
    private final Map<Class<?>, List<Class<?>>> unions;
    private final @Nullable ObjectCodec fallback;

    private TypeSerializerFactory(
            MethodHandles.@Nullable Lookup lookup,
            Map<Class<?>, TypeSerializer<?>> serializers,
            Map<Class<?>, List<Class<?>>> unions,
            @Nullable ObjectCodec fallback) {
        this.lookup = lookup;
        this.serializers = serializers;
        this.unions = unions;
        this.fallback = fallback;
    }

    /**
     * Uses a lookup to see classes in packages that are neither exported nor open.
     *
     * @param lookup {@code MethodHandles.lookup()} of a class that sees them
     */
    public TypeSerializerFactory lookup(MethodHandles.Lookup lookup) {
        return new TypeSerializerFactory(lookup, serializers, unions, fallback);
    }

    /** Uses a serializer for a class, wherever it occurs. */
    public <T> TypeSerializerFactory register(Class<T> type, TypeSerializer<T> serializer) {
        Map<Class<?>, TypeSerializer<?>> more = new HashMap<>(serializers);
        more.put(type, serializer);
        return new TypeSerializerFactory(lookup, Map.copyOf(more), unions, fallback);
    }

    /**
     * Says which classes the objects of a type have. More may be added behind the others later.
     *
     * @param type an interface or a class that is not sealed, Object included
     * @param classes those of its objects, {@code type} too if it has some of its own
     */
    @SafeVarargs
    public final <T> TypeSerializerFactory union(Class<T> type, Class<? extends T>... classes) {
        List<Class<?>> all = new ArrayList<>();
        for (Class<?> each : classes) {
            all.add(each);
        }
        Map<Class<?>, List<Class<?>>> more = new HashMap<>(unions);
        more.put(type, List.copyOf(all));
        return new TypeSerializerFactory(lookup, serializers, Map.copyOf(more), fallback);
    }

    /** Uses a codec for types that have no serializer and that it accepts. */
    public TypeSerializerFactory fallback(ObjectCodec codec) {
        return new TypeSerializerFactory(lookup, serializers, unions, codec);
    }

    /**
     * Returns the serializer of a type that needs no type arguments.
     *
     * @throws IllegalArgumentException if there is none; says why, and what would do
     */
    @SuppressWarnings("unchecked") // the resolver returns that of the type that it is given
    public <T> TypeSerializer<T> of(Class<T> type) {
        return (TypeSerializer<T>) of((Type) type);
    }

    /**
     * Returns the serializer of a type with type arguments.
     *
     * @throws IllegalArgumentException if there is none; says why, and what would do
     */
    @SuppressWarnings("unchecked") // the resolver returns that of the type that it is given
    public <T> TypeSerializer<T> of(TypeReference<T> type) {
        return (TypeSerializer<T>) of(type.type());
    }

    /**
     * Returns the serializer of a type as reflection tells it.
     *
     * @throws IllegalArgumentException if there is none; says why, and what would do
     */
    public TypeSerializer<?> of(Type type) {
        return new TypeResolver(this).resolve(ResolvedType.of(type));
    }

    MethodHandles.@Nullable Lookup lookup() {
        return lookup;
    }

    @Nullable TypeSerializer<?> registered(Class<?> type) {
        return serializers.get(type);
    }

    @Nullable List<Class<?>> classesOf(Class<?> type) {
        return unions.get(type);
    }

    @Nullable ObjectCodec fallback() {
        return fallback;
    }
}
