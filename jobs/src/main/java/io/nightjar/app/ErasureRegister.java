package io.nightjar.app;

import io.nightjar.store.Json;
import io.nightjar.store.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;

/**
 * Who asked to be erased, kept for good so that no later export brings them back: tokens of their keys, which tell that a
 * row is theirs and not who they are.
 *
 * @param keyId tells by which key the tokens were made
 * @param requests oldest first
 * @param learned tokens of keys that exports named together with those of the requests
 */
record ErasureRegister(String keyId, List<Request> requests, Set<String> learned) {
    /**
     * One person's request.
     *
     * @param id names it to people
     * @param requestedOn ISO date
     * @param kinds of the keys it came with
     * @param records that were known of the person then
     * @param tokens of all keys of those records
     * @param files by which tools are told, until the next night has ended
     * @param doneBy run after which nothing was left; null before
     */
    record Request(
            String id,
            String requestedOn,
            List<String> kinds,
            int records,
            Set<String> tokens,
            List<String> files,
            String doneBy) {
        Request {
            kinds = List.copyOf(kinds);
            tokens = new TreeSet<>(tokens);
            files = List.copyOf(files);
        }

        boolean isOpen() {
            return doneBy == null;
        }

        Request doneBy(String runId) {
            return new Request(id, requestedOn, kinds, records, tokens, List.of(), runId);
        }
    }

    ErasureRegister {
        requests = List.copyOf(requests);
        learned = new TreeSet<>(learned);
    }

    static ErasureRegister empty() {
        return new ErasureRegister("", List.of(), Set.of());
    }

    static ErasureRegister read(Places places, Path file) {
        return places.read(file)
                .map(bytes -> Json.parse(bytes, ErasureRegister.class, file.toString()))
                .orElse(empty());
    }

    void write(Places places, Path file) {
        places.write(file, Json.bytes(this));
    }

    boolean isEmpty() {
        return requests.isEmpty();
    }

    boolean hasOpen() {
        return requests.stream().anyMatch(Request::isOpen);
    }

    Set<String> tokens() {
        Set<String> all = new TreeSet<>(learned);
        requests.forEach(request -> all.addAll(request.tokens()));
        return all;
    }

    /** The requests by id, which results depend on; what was learned follows from them and the exports. */
    List<String> ids() {
        return requests.stream().map(Request::id).sorted().toList();
    }

    ErasureRegister with(String key, Request request) {
        List<Request> all = new ArrayList<>(requests);
        all.removeIf(other -> other.id().equals(request.id()));
        all.add(request);
        return new ErasureRegister(key, all, learned);
    }

    ErasureRegister alsoBy(Set<String> tokens) {
        Set<String> all = new TreeSet<>(learned);
        all.addAll(tokens);
        return new ErasureRegister(keyId, requests, all);
    }

    ErasureRegister doneBy(String runId) {
        List<Request> all = requests.stream()
                .map(request -> request.isOpen() ? request.doneBy(runId) : request)
                .toList();
        return new ErasureRegister(keyId, all, learned);
    }
}
