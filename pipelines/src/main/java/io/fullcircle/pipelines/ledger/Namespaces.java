package io.fullcircle.pipelines.ledger;

/** The namespace of each pipeline's message ids, as it was at first use: a rotated write key changes no ids. */
public final class Namespaces {
    private final Store store;

    Namespaces(Store store) {
        this.store = store;
    }

    /**
     * The pipeline's namespace. Of two processes that ask at once, one's word holds for both.
     *
     * @param first what is kept if there is none yet
     */
    public String namespace(String pipeline, String first) {
        return store.write(handle -> {
            handle.createUpdate("""
                            insert into namespaces (pipeline, namespace) values (:pipeline, :first)
                            on conflict (pipeline) do nothing
                            """)
                    .bind("pipeline", pipeline)
                    .bind("first", first)
                    .execute();
            return handle.createQuery("select namespace from namespaces where pipeline = :pipeline")
                    .bind("pipeline", pipeline)
                    .mapTo(String.class)
                    .one();
        });
    }

    /** The same, but nothing is kept: the namespace that there is, or this. */
    public String peek(String pipeline, String first) {
        return store.read(handle -> handle.createQuery("select namespace from namespaces where pipeline = :pipeline")
                .bind("pipeline", pipeline)
                .mapTo(String.class)
                .findOne()
                .orElse(first));
    }
}
