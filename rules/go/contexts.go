package main

import (
	"context"
	"errors"
	"time"
)

func short(parent context.Context) {
	// ruleid: context-never-cancelled
	child, _ := context.WithTimeout(parent, time.Second)
	use(child)
	// ruleid: context-never-cancelled
	child, _ = context.WithCancel(parent)
	use(child)
	// ruleid: context-never-cancelled
	later, cancel := context.WithDeadline(parent, time.Now().Add(time.Minute))
	use(later)
	_ = cancel
}

func kept(parent context.Context) context.CancelFunc {
	// ok: context-never-cancelled
	child, cancel := context.WithTimeout(parent, time.Second)
	defer cancel()
	use(child)
	// ok: context-never-cancelled
	other, stop := context.WithCancel(parent)
	use(other)
	// ok: context-never-cancelled
	value := context.WithValue(parent, "name", "x")
	use(value)
	return stop
}

func use(ctx context.Context) {}

func poll(ctx context.Context) {
	// ruleid: endless-loop-without-context
	for {
		ask()
		time.Sleep(time.Second)
	}
}

type watcher struct{ missed int }

func (w watcher) watch(ctx context.Context, every time.Duration) error {
	// ruleid: endless-loop-without-context
	for {
		if ask() != nil {
			w.missed++
		}
		time.Sleep(every)
	}
}

func spread(ctx context.Context, workers int) {
	for i := 0; i < workers; i++ {
		go func() {
			// ruleid: endless-loop-without-context
			for {
				ask()
			}
		}()
	}
}

func pollUntil(ctx context.Context) error {
	// ok: endless-loop-without-context
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		ask()
	}
}

func tries(ctx context.Context) {
	// ok: endless-loop-without-context
	for {
		if ask() == nil {
			break
		}
	}
	// ok: endless-loop-without-context
	for i := 0; i < 3; i++ {
		ask()
	}
}

func received(ctx context.Context, in chan int) {
	// ok: endless-loop-without-context
	for range in {
		ask()
	}
}

func ask() error { return errors.New("nobody there") }
