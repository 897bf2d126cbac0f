package main

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"
	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
)

type loginForm struct {
	Name     string
	Password string
}

func login(users *mongo.Collection) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var filter bson.M
		json.NewDecoder(r.Body).Decode(&filter)
		// ruleid: nosql-injection
		users.FindOne(r.Context(), filter)
		// ruleid: nosql-injection
		users.FindOne(r.Context(), bson.M{"name": filter["name"]})
		if name, ok := filter["name"].(string); ok {
			// ok: nosql-injection
			users.FindOne(r.Context(), bson.M{"name": name})
		}
	}
}

func loginForms(users *mongo.Collection) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var form loginForm
		json.NewDecoder(r.Body).Decode(&form)
		// ok: nosql-injection
		users.FindOne(r.Context(), bson.M{"name": form.Name, "password": form.Password})
		// ok: nosql-injection
		users.FindOne(r.Context(), bson.M{"name": r.FormValue("name")})
	}
}

func remove(items *mongo.Collection) gin.HandlerFunc {
	return func(c *gin.Context) {
		asked := map[string]any{}
		if err := c.ShouldBindJSON(&asked); err != nil {
			return
		}
		removeAll(c, items, asked)
		removeOwn(c, items, asked)
	}
}

func removeAll(ctx context.Context, items *mongo.Collection, which map[string]any) {
	// ruleid: nosql-injection
	items.DeleteMany(ctx, which)
}

func removeOwn(ctx context.Context, items *mongo.Collection, which map[string]any) {
	// ok: nosql-injection
	items.DeleteMany(ctx, bson.M{"state": "old"})
}

func search(items *mongo.Collection) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var filter any
		json.Unmarshal([]byte(r.URL.Query().Get("filter")), &filter)
		// ruleid: nosql-injection
		items.Find(r.Context(), neighbourAny(filter))
	}
}
