package io.nightjar.learn.trainer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;

/** What was learned, as text that a table can keep. */
public final class Stored {
    /** Nothing but what we learn with is made from a table's text. */
    private static final ObjectInputFilter OURS =
            ObjectInputFilter.Config.createFilter("io.nightjar.learn.**;java.util.*;java.lang.*;java.lang.invoke.*;!*");

    private Stored() {}

    public static String text(Serializable learned) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(learned);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** Nothing where there is no text, where it is damaged, or where other code wrote it in another form. */
    public static <T> Optional<T> read(String text, Class<T> type) {
        if (text == null) {
            return Optional.empty();
        }
        try (ObjectInputStream in = new ObjectInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
            in.setObjectInputFilter(OURS);
            return Optional.of(type.cast(in.readObject()));
        } catch (IOException | ClassNotFoundException | ClassCastException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
