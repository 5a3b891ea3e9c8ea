/*
 * How a change travels: push, acknowledge, pull, scope move, change of grants, restore of a backup.
 *
 * Two devices, one server, two scopes, two records, three operations. The network loses, doubles, delays and reorders;
 * devices and server crash; a record moves from one scope to the other; a scope is taken away and given back; a backup is
 * restored. Each of these happens at most so often as its budget says, at every moment at which it can happen.
 *
 *   spin -a sync.pml && gcc -O2 -DSAFETY -o pan pan.c && ./pan        all assertions, in every reachable state
 *   spin -a -DLTL sync.pml && gcc -O2 -DNOREDUCE -o pan pan.c && ./pan -a        progress: every run comes to rest
 *
 * The rules are those of docs/sync.md. Each switch below breaks one of them and has to yield a counterexample:
 *
 *   DROP_AT_ANSWER      an operation leaves the outbox with its answer, not with the checkpoint              (PL3)
 *   CURSOR_BEFORE_ROWS  the cursor is stored before the rows, in a transaction of its own                    (PL1, I6)
 *   NO_STORED_RESULT    the server runs what it is sent, whether it knows it or not                          (PU1, I3)
 *   NO_KNOWN_IDS        results are kept by number alone; an id under another epoch is news                  (GC2, I3)
 *   EARLY_SEQ           a seq is given out before the commit, as a bigserial does                            (SC3, I6)
 *   NO_OUTS             a record that leaves a scope leaves no out row                                       (SC4, I4)
 *   OUT_OF_ANY_SCOPE    an out row takes a record away that came in another scope                            (SR2, I1)
 *   PURGE_OUTBOX        with a scope that ends, its operations leave the outbox unsent                       (SR1, I2)
 *   POSITION_SURVIVES   a scope that ended leaves its position in the cursor                                 (SR1, I6)
 *   NO_SERVER_EPOCH     nobody notices that a backup was restored                                            (GC2, I2)
 *   PUSH_UNTIL_TAKEN    after a gap the device sends the same again, and does not look first                 (PU1, I7)
 *   NO_JOURNAL          after a restore the device offers its outbox, not what was acknowledged before       (GC2, I2)
 */

#ifndef FAULTS
#define FAULTS 1 /* requests or answers lost, doubled or late, and crashes, together */
#endif
#ifndef MOVES
#define MOVES 1 /* record 0 moves to the other scope */
#endif
#ifndef GRANTS
#define GRANTS 0 /* device 1 loses scope 0, or gets it back */
#endif
#ifndef RESTORES
#define RESTORES 1
#endif

/* Operations 0 and 1 are made on device 0, under the numbers 1 and 2; operation 2 on device 1, under the number 1. */
#define OPS 3
#define OWNER(op) ((op) / 2)
#define NUMBER(op) ((op) == 1 -> 2 : 1)
#define RECORD(op) ((op) == 1 -> 1 : 0)
#define BIT(op) (1 << (op))
#define AT(device, place) ((device) * 2 + (place)) /* place: a record or a scope */

/* What became of an operation. KEPT: refused, its content kept for a person to decide (a sync issue). */
#define NONE 0
#define APPLIED 1
#define KEPT 2

/* ---- the server, as of its last commit; one transaction is one step here ---- */
typedef Database {
  byte counter[2];   /* SC3: per scope, without gaps */
  byte scope[2];     /* where each record lies (SC1) */
  byte seq[2];       /* of its last change */
  byte content[2];   /* the operations in it, as bits */
  byte outSeq[4];    /* SC4: by scope and record, 0 for none */
  byte result[OPS];  /* PU1: stored with the effect, by the id of the operation */
  byte lastN[2];     /* by device, of its present epoch */
  bit epoch[2];      /* of each device */
  bit held[4];       /* SC2: by device and scope */
}
Database now_, backup;
byte runs[OPS];      /* how often each operation took effect in the present history (I3) */
byte backupRuns[OPS];
bit serverEpoch = 0;
bit hasBackup = 0;

#ifdef EARLY_SEQ
byte earlySeq[2]; /* of a transaction, by device, that waits for its commit; 0 for none */
#endif

/* ---- the devices: what lies on disk ---- */
bit made[OPS];       /* the operation was saved: it is on the screen from now on */
bit waiting[OPS];    /* it is in the outbox */
byte outcome[OPS];   /* as answered, in this epoch of the device */
bit deviceEpoch[2];
bit knownEpoch[2];   /* of the server, as in the cursor */
bit mustRegister[2]; /* the new epoch is not yet known to the server */
byte position[4];    /* the cursor, by device and scope */
bit knownHeld[4];    /* scopes that the last checkpoint named */
bit has[4];          /* the base, by device and record: */
byte baseScope[4];
byte baseSeq[4];
byte baseContent[4];

/* ---- requests under way ---- */
#define IDLE 0
#define SENT 1    /* a push was sent, its answer is awaited */
#define RESULT 2  /* it is here: a result, */
#define GAP 3     /* or that the server waits for another number, or another epoch */
#define PULLED 4  /* a pull has been read by the server and is on its way to the disk */
#define HALF 5    /* CURSOR_BEFORE_ROWS: the cursor is stored, the rows are not */
byte phase[2];
byte answerOp[2];
byte answerResult[2];
bit mustPull[2]; /* after a gap: look first */

typedef Message {
  bit there;
  bit awaited; /* somebody waits for the answer; an abandoned request still arrives */
  bit epoch;
  byte says; /* the operation */
}
Message net[4]; /* two places for each device: the server takes either first */

/* A pull is read in one snapshot (PL1). Its answer: */
typedef Answer {
  bit epoch;
  byte lastN;
  bit held[2];
  bit whole[2];    /* everything of this scope, because the position was 0 */
  bit named[2];    /* record is in it */
  byte scope[2];
  byte seq[2];
  byte content[2];
  byte outSeq[4];
  byte counter[2];
}
Answer answer[2];

byte faults = FAULTS, moves = MOVES, grants = GRANTS, restores = RESTORES;
bool quiet = false;

/* Scratch; always 0 between steps, so that it adds no states. */
byte i_, s_, r_;

/* ---- what must always hold ---- */
#define EACH(index, count) index = 0; do :: index < count ->
#define NEXT(index) ; index++ :: else -> break od; index = 0

/* I6: what lies at or below a device's position is on the device. */
inline cursorIsNotAhead(d) {
  EACH(s_, 2)
    EACH(r_, 2)
      assert(!(knownEpoch[d] == serverEpoch && now_.scope[r_] == s_ && now_.seq[r_] <= position[AT(d, s_)]) ||
             (has[AT(d, r_)] && baseSeq[AT(d, r_)] == now_.seq[r_]));
      assert(!(knownEpoch[d] == serverEpoch && now_.scope[r_] != s_ && now_.outSeq[AT(s_, r_)] > 0 &&
               now_.outSeq[AT(s_, r_)] <= position[AT(d, s_)]) ||
             !(has[AT(d, r_)] && baseScope[AT(d, r_)] == s_))
    NEXT(r_)
  NEXT(s_)
}

/* What somebody saved stays on his screen, in the base or on top of it, for as long as the record is there (CL1, PL3). */
inline nothingJumpsBack(d) {
  EACH(i_, OPS)
    assert(!(OWNER(i_) == d && made[i_] && has[AT(d, RECORD(i_))] && outcome[i_] != KEPT) ||
           waiting[i_] || (baseContent[AT(d, RECORD(i_))] & BIT(i_)))
  NEXT(i_)
}

/* I3 */
inline nothingTwice() {
  EACH(i_, OPS) assert(runs[i_] < 2) NEXT(i_)
}

inline check() {
  cursorIsNotAhead(0);
  cursorIsNotAhead(1);
  nothingJumpsBack(0);
  nothingJumpsBack(1)
}

/* I1, I2, I4, I7: asked when nothing moves any more. */
inline allIsWell() {
  EACH(i_, OPS)
    assert(!waiting[i_]);                                /* I7: the outbox is empty */
    assert(!made[i_] || now_.result[i_] != NONE);        /* I2: what was done is known to the server, */
    assert((now_.result[i_] == APPLIED) == (runs[i_] == 1)); /* took effect once, */
    assert((now_.result[i_] == APPLIED) == ((now_.content[RECORD(i_)] & BIT(i_)) != 0)) /* and stands in the record */
  NEXT(i_);
  EACH(i_, 2)
    EACH(r_, 2)
      assert(has[AT(i_, r_)] == now_.held[AT(i_, now_.scope[r_])]); /* I4: what is not held is not there */
      assert(!has[AT(i_, r_)] ||                                  /* I1: and what is there is the same */
             (baseSeq[AT(i_, r_)] == now_.seq[r_] && baseContent[AT(i_, r_)] == now_.content[r_] &&
              baseScope[AT(i_, r_)] == now_.scope[r_]))
    NEXT(r_)
  NEXT(i_)
}

/* ---- the server's steps ---- */

/* PU1: runs the next operation of a device with its result and lastN in one commit. A crash before it is a lost request,
 * a crash after it a lost answer. */
inline execute(op) {
  if
#ifndef NO_STORED_RESULT
  :: now_.result[op] != NONE -> skip /* GC2: known by its id, under another epoch */
  :: now_.result[op] == NONE && now_.held[AT(OWNER(op), now_.scope[RECORD(op)])] ->
#else
  :: now_.held[AT(OWNER(op), now_.scope[RECORD(op)])] ->
#endif
#ifdef EARLY_SEQ
    now_.seq[RECORD(op)] = earlySeq[OWNER(op)];
#else
    now_.counter[now_.scope[RECORD(op)]]++;
    now_.seq[RECORD(op)] = now_.counter[now_.scope[RECORD(op)]];
#endif
    now_.content[RECORD(op)] = now_.content[RECORD(op)] | BIT(op);
    now_.result[op] = APPLIED;
    runs[op]++
  :: else -> now_.result[op] = KEPT /* SC5: the record is not this person's any more */
  fi;
  now_.lastN[OWNER(op)] = NUMBER(op)
}

inline clear(slot) {
  net[slot].there = 0;
  net[slot].awaited = 0;
  net[slot].epoch = 0;
  net[slot].says = 0
}

inline receive(slot, d) {
  printf("the server receives operation %d, epoch %d; lastN is %d\n", net[slot].says, net[slot].epoch, now_.lastN[d]);
  if
  :: net[slot].epoch != now_.epoch[d] -> answerResult[d] = NONE /* a stale epoch is fenced */
#ifdef NO_STORED_RESULT
  :: net[slot].epoch == now_.epoch[d] && NUMBER(net[slot].says) <= now_.lastN[d] ->
    execute(net[slot].says); answerResult[d] = now_.result[net[slot].says]
#else
  :: net[slot].epoch == now_.epoch[d] && NUMBER(net[slot].says) <= now_.lastN[d] ->
    answerResult[d] = now_.result[net[slot].says]
#endif
  :: net[slot].epoch == now_.epoch[d] && NUMBER(net[slot].says) == now_.lastN[d] + 1 ->
    execute(net[slot].says); answerResult[d] = now_.result[net[slot].says]
  :: net[slot].epoch == now_.epoch[d] && NUMBER(net[slot].says) > now_.lastN[d] + 1 -> answerResult[d] = NONE /* a gap */
  fi;
  if
  :: net[slot].awaited && answerResult[d] != NONE -> phase[d] = RESULT; answerOp[d] = net[slot].says
  :: net[slot].awaited && answerResult[d] == NONE -> phase[d] = GAP
  :: else -> answerResult[d] = NONE
  fi;
  clear(slot)
}

#ifdef EARLY_SEQ
/* The seq is gone from the counter while others commit; no lock holds them. */
#define RECEIVES(slot, d) \
  :: d_step { net[slot].there && earlySeq[d] == 0 -> takeSeq(slot, d) } \
  :: d_step { net[slot].there && earlySeq[d] > 0 -> receive(slot, d); earlySeq[d] = 0; nothingTwice(); check() }
inline takeSeq(slot, d) {
  printf("the server takes a seq for operation %d\n", net[slot].says);
  now_.counter[now_.scope[RECORD(net[slot].says)]]++;
  earlySeq[d] = now_.counter[now_.scope[RECORD(net[slot].says)]]
}
#else
#define RECEIVES(slot, d) :: d_step { net[slot].there -> receive(slot, d); nothingTwice(); check() }
#endif

proctype Server() {
end:
  do
  RECEIVES(0, 0)
  RECEIVES(1, 0)
  RECEIVES(2, 1)
  RECEIVES(3, 1)
  od
}

/* ---- the device's steps ---- */

#define UNSENT(d, op) (OWNER(op) == d && waiting[op] && outcome[op] == NONE)
#define SENDS_FIRST(d) (UNSENT(d, 0) -> 0 : (UNSENT(d, 1) -> 1 : 2))
#define ANY_UNSENT(d) (UNSENT(d, 0) || UNSENT(d, 1) || UNSENT(d, 2))
#define ANY_WAITING(d) ((OWNER(0) == d && (waiting[0] || waiting[1])) || (OWNER(2) == d && waiting[2]))
#define NEWS(d, s) (now_.held[AT(d, s)] != knownHeld[AT(d, s)] || \
                    (now_.held[AT(d, s)] && position[AT(d, s)] != now_.counter[s]))
#ifdef NO_SERVER_EPOCH
#define OTHER_HISTORY(d) false
#else
#define OTHER_HISTORY(d) (knownEpoch[d] != serverEpoch)
#endif
/* CL5, PL5: something waits to be confirmed, or somebody said that something moved. */
#ifdef PUSH_UNTIL_TAKEN
#define MAY_PULL(d) (!ANY_UNSENT(d))
#else
#define MAY_PULL(d) true
#endif
#define SHOULD_PULL(d) \
  (MAY_PULL(d) && \
   (mustPull[d] || OTHER_HISTORY(d) || NEWS(d, 0) || NEWS(d, 1) || (ANY_WAITING(d) && !ANY_UNSENT(d))))

/* CL1: one durable row in the outbox. */
inline save(d, op) {
  printf("device %d saves operation %d\n", d, op);
  made[op] = 1;
  waiting[op] = 1
}

inline send(d, slot) {
  printf("device %d sends operation %d\n", d, SENDS_FIRST(d));
  net[slot].there = 1;
  net[slot].awaited = 1;
  net[slot].epoch = deviceEpoch[d];
  net[slot].says = SENDS_FIRST(d);
  phase[d] = SENT
}

/* The request is over, or the device crashed: whatever was under way in memory is gone. */
inline forget(d) {
  phase[d] = IDLE;
  answerOp[d] = 0;
  answerResult[d] = NONE;
  net[AT(d, 0)].awaited = 0;
  net[AT(d, 1)].awaited = 0;
  answer[d].epoch = 0;
  answer[d].lastN = 0;
  EACH(i_, 2)
    answer[d].held[i_] = 0;
    answer[d].whole[i_] = 0;
    answer[d].named[i_] = 0;
    answer[d].scope[i_] = 0;
    answer[d].seq[i_] = 0;
    answer[d].content[i_] = 0;
    answer[d].counter[i_] = 0;
    answer[d].outSeq[i_] = 0;
    answer[d].outSeq[2 + i_] = 0
  NEXT(i_)
}

inline takeResult(d) {
  printf("device %d learns: operation %d has outcome %d\n", d, answerOp[d], answerResult[d]);
  outcome[answerOp[d]] = answerResult[d];
#ifdef DROP_AT_ANSWER
  waiting[answerOp[d]] = 0;
#endif
  forget(d)
}

/* Where the server begins to read a scope for this device: a cursor of another history counts as none (GC2). */
#define SINCE(d, s) (OTHER_HISTORY(d) || position[AT(d, s)] > now_.counter[s] -> 0 : position[AT(d, s)])

inline read(d) {
  printf("device %d pulls since %d, %d: the server reads\n", d, position[AT(d, 0)], position[AT(d, 1)]);
  answer[d].epoch = serverEpoch;
  answer[d].lastN = now_.lastN[d];
  EACH(s_, 2)
    if
    :: now_.held[AT(d, s_)] ->
      answer[d].held[s_] = 1;
      answer[d].whole[s_] = (SINCE(d, s_) == 0);
      answer[d].counter[s_] = now_.counter[s_];
      EACH(r_, 2)
        if
        :: now_.scope[r_] == s_ && now_.seq[r_] > SINCE(d, s_) ->
          answer[d].named[r_] = 1;
          answer[d].scope[r_] = s_;
          answer[d].seq[r_] = now_.seq[r_];
          answer[d].content[r_] = now_.content[r_]
        :: else -> skip
        fi;
        if
        :: now_.outSeq[AT(s_, r_)] > SINCE(d, s_) -> answer[d].outSeq[AT(s_, r_)] = now_.outSeq[AT(s_, r_)]
        :: else -> skip
        fi
      NEXT(r_)
    :: else -> skip
    fi
  NEXT(s_);
  phase[d] = PULLED
}

inline remove(d, r) {
  has[AT(d, r)] = 0;
  baseScope[AT(d, r)] = 0;
  baseSeq[AT(d, r)] = 0;
  baseContent[AT(d, r)] = 0
}

inline storeRowsOf(d, s) {
  EACH(r_, 2)
#ifdef OUT_OF_ANY_SCOPE
    if
    :: answer[d].outSeq[AT(s, r_)] > 0 -> remove(d, r_)
    :: else -> skip
    fi;
#endif
    if
    :: answer[d].named[r_] && answer[d].scope[r_] == s ->
      has[AT(d, r_)] = 1;
      baseScope[AT(d, r_)] = s;
      baseSeq[AT(d, r_)] = answer[d].seq[r_];
      baseContent[AT(d, r_)] = answer[d].content[r_]
    :: else ->
      if
      /* SR2: the out row of a scope takes away what lies in that scope; so does a whole answer that does not name it. */
      :: has[AT(d, r_)] && baseScope[AT(d, r_)] == s &&
         (answer[d].outSeq[AT(s, r_)] > baseSeq[AT(d, r_)] || answer[d].whole[s]) -> remove(d, r_)
      :: else -> skip
      fi
    fi
  NEXT(r_)
}

inline storePositions(d) {
  EACH(s_, 2)
    if
    :: answer[d].held[s_] -> position[AT(d, s_)] = answer[d].counter[s_]
    :: else -> skip
    fi
  NEXT(s_)
}

/* SR1: a scope that the checkpoint does not name leaves with its rows and its position. */
inline removeScope(d, s) {
  EACH(r_, 2)
    if
    :: has[AT(d, r_)] && baseScope[AT(d, r_)] == s -> remove(d, r_)
    :: else -> skip
    fi
  NEXT(r_);
#ifdef PURGE_OUTBOX
  if
  :: knownHeld[AT(d, s)] && s == 0 -> EACH(i_, OPS) if :: OWNER(i_) == d -> waiting[i_] = 0 :: else -> skip fi NEXT(i_)
  :: else -> skip
  fi;
#endif
#ifndef POSITION_SURVIVES
  position[AT(d, s)] = 0;
#endif
  knownHeld[AT(d, s)] = 0
}

/* PL3: what has an outcome and is covered by lastN leaves the outbox, in the transaction that stores the rows. */
inline confirm(d) {
  EACH(i_, OPS)
    if
    :: OWNER(i_) == d && outcome[i_] != NONE && NUMBER(i_) <= answer[d].lastN -> waiting[i_] = 0
    :: else -> skip
    fi
  NEXT(i_)
}

inline store(d) {
  printf("device %d stores the pull, lastN %d\n", d, answer[d].lastN);
  EACH(s_, 2)
    if
    :: answer[d].held[s_] -> storeRowsOf(d, s_); knownHeld[AT(d, s_)] = 1
    :: else -> removeScope(d, s_)
    fi
  NEXT(s_);
  storePositions(d);
  confirm(d);
  mustPull[d] = 0;
  forget(d)
}

/* GC2: another history. Everything that was ever done here is offered again, under a new epoch, before rows are taken. */
inline beginEpoch(d) {
  printf("device %d sees another history and begins a new epoch\n", d);
  knownEpoch[d] = serverEpoch;
  position[AT(d, 0)] = 0;
  position[AT(d, 1)] = 0;
  deviceEpoch[d] = 1;
  mustRegister[d] = 1;
  mustPull[d] = 1;
  EACH(i_, OPS)
    if
    :: OWNER(i_) == d && made[i_] ->
#ifndef NO_JOURNAL
      waiting[i_] = 1;
#endif
      outcome[i_] = NONE
    :: else -> skip
    fi
  NEXT(i_);
  forget(d)
}

/* The same request again changes nothing: the epoch is there already. */
inline register(d) {
  printf("device %d registers its epoch\n", d);
  if
  :: now_.epoch[d] != deviceEpoch[d] -> now_.epoch[d] = deviceEpoch[d]; now_.lastN[d] = 0
#ifdef NO_KNOWN_IDS
    ; EACH(i_, OPS) if :: OWNER(i_) == d -> now_.result[i_] = NONE :: else -> skip fi NEXT(i_)
#endif
  :: else -> skip
  fi
}

#ifdef NO_SERVER_EPOCH
#define otherHistory(d) store(d); check()
#else
#define otherHistory(d) beginEpoch(d); check()
#endif

#define CAN_SAVE(op) (!made[op] && has[AT(OWNER(op), RECORD(op))])

proctype Device(bit d) {
end:
  do
  :: d_step { d == 0 && CAN_SAVE(0) -> save(0, 0); check() }
  :: d_step { d == 0 && made[0] && CAN_SAVE(1) -> save(0, 1); check() }
  :: d_step { d == 1 && CAN_SAVE(2) -> save(1, 2); check() }
  :: d_step { phase[d] == IDLE && mustRegister[d] -> register(d); mustRegister[d] = 0 }
  :: d_step { phase[d] == IDLE && mustRegister[d] && faults > 0 -> register(d); faults-- } /* the answer is lost */
  :: d_step { phase[d] == IDLE && !mustRegister[d] && !mustPull[d] && ANY_UNSENT(d) && !net[AT(d, 0)].there ->
      send(d, AT(d, 0)) }
  :: d_step { phase[d] == IDLE && !mustRegister[d] && !mustPull[d] && ANY_UNSENT(d) && net[AT(d, 0)].there &&
      !net[AT(d, 1)].there -> send(d, AT(d, 1)) }
  :: d_step { phase[d] == RESULT -> takeResult(d); check() }
#ifdef PUSH_UNTIL_TAKEN
  :: d_step { phase[d] == GAP -> forget(d) }
#else
  :: d_step { phase[d] == GAP -> mustPull[d] = 1; forget(d) }
#endif
  :: d_step { phase[d] == IDLE && !mustRegister[d] && SHOULD_PULL(d) -> read(d) }
  :: d_step { phase[d] == PULLED && answer[d].epoch != knownEpoch[d] -> otherHistory(d) }
#ifdef CURSOR_BEFORE_ROWS
  :: d_step { phase[d] == PULLED && answer[d].epoch == knownEpoch[d] -> storePositions(d); phase[d] = HALF }
  :: d_step { phase[d] == HALF -> store(d); check() }
#else
  :: d_step { phase[d] == PULLED && answer[d].epoch == knownEpoch[d] -> store(d); check() }
  /* The answer breaks off after the pages of scope 0: their rows and their position are stored, nothing is confirmed. */
  :: d_step { phase[d] == PULLED && answer[d].epoch == knownEpoch[d] && answer[d].held[0] && faults > 0 ->
      faults--; storeRowsOf(d, 0); position[AT(d, 0)] = answer[d].counter[0]; knownHeld[AT(d, 0)] = 1; forget(d); check() }
#endif
  od
}

/* ---- what goes wrong, and what people do meanwhile ---- */

/* A request or an answer is lost, or the device crashes: the device is at its beginning, with what it had stored. */
inline lose(d) {
  printf("device %d: request or answer lost, or crash (phase %d)\n", d, phase[d]);
  faults--;
  forget(d)
}

inline move() {
  printf("record 0 moves out of scope %d\n", now_.scope[0]);
  moves--;
  now_.counter[now_.scope[0]]++;
#ifndef NO_OUTS
  now_.outSeq[AT(now_.scope[0], 0)] = now_.counter[now_.scope[0]];
#endif
  now_.scope[0] = 1 - now_.scope[0];
  now_.counter[now_.scope[0]]++;
  now_.seq[0] = now_.counter[now_.scope[0]];
  now_.outSeq[AT(now_.scope[0], 0)] = 0
}

#define COPY(to, from) \
  EACH(i_, 2) \
    to.counter[i_] = from.counter[i_]; \
    to.scope[i_] = from.scope[i_]; \
    to.seq[i_] = from.seq[i_]; \
    to.content[i_] = from.content[i_]; \
    to.lastN[i_] = from.lastN[i_]; \
    to.epoch[i_] = from.epoch[i_] \
  NEXT(i_); \
  EACH(i_, 4) to.outSeq[i_] = from.outSeq[i_]; to.held[i_] = from.held[i_] NEXT(i_); \
  EACH(i_, OPS) to.result[i_] = from.result[i_] NEXT(i_)

inline double(from, to) {
  printf("a request is doubled\n");
  net[to].there = 1;
  net[to].awaited = net[from].awaited;
  net[to].epoch = net[from].epoch;
  net[to].says = net[from].says
}

/* A backup that was used says nothing any more: one state instead of many. */
inline forgetBackup() {
  EACH(i_, 2)
    backup.counter[i_] = 0; backup.scope[i_] = 0; backup.seq[i_] = 0; backup.content[i_] = 0;
    backup.lastN[i_] = 0; backup.epoch[i_] = 0
  NEXT(i_);
  EACH(i_, 4) backup.outSeq[i_] = 0; backup.held[i_] = 0 NEXT(i_);
  EACH(i_, OPS) backup.result[i_] = 0 NEXT(i_)
}

proctype World() {
end:
  do
  :: d_step { faults > 0 && phase[0] != IDLE -> lose(0); check() }
  :: d_step { faults > 0 && phase[1] != IDLE -> lose(1); check() }
  /* A request is lost on its way. That nobody waits for one any more is the fault above; it arrives late, or never. */
  :: d_step { faults > 0 && net[0].there && !net[0].awaited -> faults--; printf("a late request is lost\n"); clear(0) }
  :: d_step { faults > 0 && net[2].there && !net[2].awaited -> faults--; printf("a late request is lost\n"); clear(2) }
  /* A request arrives twice, the second time whenever it likes. */
  :: d_step { faults > 0 && net[0].there && !net[1].there -> faults--; double(0, 1) }
  :: d_step { faults > 0 && net[2].there && !net[3].there -> faults--; double(2, 3) }
  :: d_step { moves > 0 -> move(); check() }
  :: d_step { grants > 0 -> grants--; printf("the grant of device 1 changes\n"); now_.held[AT(1, 0)] = 1 - now_.held[AT(1, 0)]; check() }
  :: d_step { restores > 0 && !hasBackup -> hasBackup = 1; printf("backup\n"); COPY(backup, now_);
      EACH(i_, OPS) backupRuns[i_] = runs[i_] NEXT(i_) }
  :: d_step { restores > 0 && hasBackup -> restores--; printf("the backup is restored\n"); hasBackup = 0; COPY(now_, backup); serverEpoch = 1;
      EACH(i_, OPS) runs[i_] = backupRuns[i_]; backupRuns[i_] = 0 NEXT(i_); forgetBackup() }
  :: d_step { faults + moves + grants + restores > 0 -> faults = 0; moves = 0; grants = 0; restores = 0 }
  od
}

/* Both records lie in scope 0 and on both devices. Device 0 holds both scopes, device 1 scope 0 alone. */
init {
  atomic {
    d_step {
      now_.counter[0] = 2;
      now_.seq[0] = 1;
      now_.seq[1] = 2;
      now_.held[AT(0, 0)] = 1;
      now_.held[AT(0, 1)] = 1;
      now_.held[AT(1, 0)] = 1;
      EACH(i_, 4)
        has[i_] = 1;
        baseSeq[i_] = now_.seq[i_ % 2];
        knownHeld[i_] = now_.held[i_]
      NEXT(i_);
      position[AT(0, 0)] = 2;
      position[AT(1, 0)] = 2
    }
    run Server();
    run World();
    run Device(0);
    run Device(1)
  }
end:
  atomic { timeout -> printf("nothing moves any more\n"); allIsWell(); quiet = true }
}

#ifdef LTL
ltl progress { <> quiet }
#endif
